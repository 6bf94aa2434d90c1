"""Pictures of a petition for papers, pages and the press: each with its words and its table."""

from campaigner.papers.pictures.area_maps import NoMap, area_map, has_map
from campaigner.papers.pictures.bar_pictures import bars
from campaigner.papers.pictures.counts import count
from campaigner.papers.pictures.picture import MM, Picture
from campaigner.papers.pictures.press import PictureRequest, PressPicture, Size, press_picture
from campaigner.papers.pictures.timelines import timeline
from campaigner.rendering.charts.palette import NIGHT_STEPS, STEPS

__all__ = [
    "MM",
    "NIGHT_STEPS",
    "STEPS",
    "NoMap",
    "Picture",
    "PictureRequest",
    "PressPicture",
    "Size",
    "area_map",
    "bars",
    "count",
    "has_map",
    "press_picture",
    "timeline",
]

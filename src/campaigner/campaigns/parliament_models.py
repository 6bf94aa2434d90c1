"""What a campaign says to parliaments in their own form: petitions on paper, motions, questions."""

from __future__ import annotations

from pydantic import Field

from campaigner.campaigns.parts import Localised, Part, Words
from campaigner.parliament.drafts import Draft
from campaigner.parliament.motion_checks import Question
from campaigner.parliament.online_checks import EPetition, ScottishPetition
from campaigner.vocabulary.houses import ForAPerson, PetitionersAre


class EPetitionTexts(Part):
    """The texts for the petition site of the UK Government and Parliament."""

    action: Words
    background: Words
    details: str = ""

    def texts(self) -> EPetition:
        """The texts as they are checked."""
        return EPetition(self.action, self.background, self.details)


class ScottishTexts(Part):
    """The texts for the petition site of the Scottish Parliament."""

    title: str
    summary: Words
    earlier_action: str = ""

    def texts(self) -> ScottishPetition:
        """The texts as they are checked."""
        return ScottishPetition(self.title, self.summary, self.earlier_action)


class FormalPetition(Part):
    """The petition as the Houses receive it on paper, once for all of them.

    The words of each House stand around these, so none has them itself: “The petition of
    ``petitioners``, Declares that ``declaration``. … urges the Government to ``request``.”
    ``decided`` says, by what was flagged, what a person decided about it and why.
    """

    title: Localised
    petitioners: Localised
    declaration: Localised
    request: Localised
    senedd_request: Localised | None = Field(
        default=None,
        description="What the Welsh Government is urged to do, if the matter is devolved.",
    )
    by: PetitionersAre = PetitionersAre.PEOPLE
    decided: dict[ForAPerson, Words] = Field(default_factory=dict)
    e_petition: EPetitionTexts | None = None
    scotland: ScottishTexts | None = None

    def draft(self) -> Draft:
        """The words as they are checked and put into the form of a House."""
        return Draft(
            self.title,
            self.petitioners,
            self.declaration,
            self.request,
            self.senedd_request or {},
            self.by,
        )


class QuestionDraft(Part):
    """A written question: the Minister whom it is put to, and what it asks, from “what” on."""

    to: Words
    asks: Words

    def question(self) -> Question:
        """The question as it is checked."""
        return Question(self.to, self.asks)


class MotionDraft(Part):
    """A draft motion: ``text`` continues “That this House”. Both are in English, as papers are."""

    title: Words = Field(description="The motion’s title, in neutral words.")
    text: Words = Field(description="What comes after “That this House”.")
    questions: list[QuestionDraft] = Field(
        default_factory=list, description="Written questions (default: made from the asks)."
    )
    decided: dict[ForAPerson, Words] = Field(default_factory=dict)

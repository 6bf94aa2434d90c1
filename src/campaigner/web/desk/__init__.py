"""The organisers' desk: campaigns run in a browser, by people with accounts."""

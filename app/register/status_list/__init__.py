"""The IETF Token Status List: whether an authorisation is valid, told to anybody without telling whose it is.

Each operator has a place in one of the lists for good, drawn by lot. A list is a signed file that any web server may hand out.
"""

DRAFT = "draft-ietf-oauth-status-list-21"  # not yet an RFC: whatever follows from it stands in this folder

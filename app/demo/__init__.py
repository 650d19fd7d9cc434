"""The demonstration: sixty invented businesses in every state of the programme, the same on every machine."""

"""How systems use the interfaces, and which of them looked at whose modifier."""

"""How lawyers name places: protocols, Acts, later names, journals; and whose articles they are."""

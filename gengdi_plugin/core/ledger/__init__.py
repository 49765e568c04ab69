"""One account (一本账): how much land of which class a unit has, and what is kept in special accounts."""

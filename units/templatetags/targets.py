"""Targets in words."""

from django import template

from units.ledger import words

register = template.Library()
register.filter("asked", words)  # {{ target|asked }}: "từ 6 trở lên"; "" for None

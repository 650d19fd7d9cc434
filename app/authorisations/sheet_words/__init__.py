"""The words of the certificate, language by language. Two of them stand on one sheet."""

from app.authorisations.sheet_words.arabic import ARABIC
from app.authorisations.sheet_words.english import ENGLISH
from app.authorisations.sheet_words.french import FRENCH
from app.authorisations.sheet_words.words import Words

LANGUAGES = {words.code: words for words in (ENGLISH, FRENCH, ARABIC)}

__all__ = ["LANGUAGES", "Words"]

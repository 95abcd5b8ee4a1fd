"""The reader: from an article to its attributed statements. A pure function of the text.

words    the units spans begin and end at          pieces    a word in the encoder's vocabulary
windows  what the network sees at once             network   the model, as it ships
decode   scores to spans                           form      direct, mixed or indirect
extract  the steps, on one screen
"""

"""Compares the normaliser with Python's unicodedata: every code point, pairs around boundaries, random texts.

usage: normalize_oracle.py <normalize_lines> <traditional_simplified.tsv>

Python's data may be of another Unicode version than the tables; code points that are unassigned in Python's are
left out (assigned ones never change their forms: Unicode's stability policy).
"""
import random
import subprocess
import sys
import unicodedata as u

WHITE = set(list(range(9, 14)) + [0x20, 0x85, 0xA0, 0x1680] + list(range(0x2000, 0x200B)) + [0x2028, 0x2029, 0x202F, 0x205F, 0x3000])
IGNORABLE = [(0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
             (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0),
             (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)]
LONGEST_RUN = 64


def ignorable(c):
    return any(low <= c <= high for low, high in IGNORABLE)


def dropped(ch):
    return ord(ch) not in WHITE and (u.category(ch) == 'Cc' or ignorable(ord(ch)))


def read_simplified(path):
    pairs = {}
    for line in open(path, encoding='utf-8'):
        a, b = line.rstrip('\n').split('\t')
        if u.normalize('NFKC', a) == a and u.normalize('NFKC', b) == b:
            pairs[a] = b
    for a in pairs:
        for _ in range(8):
            if pairs[a] in pairs:
                pairs[a] = pairs[pairs[a]]
    circles = {a for a in pairs if pairs[a] in pairs}
    return {a: b for a, b in pairs.items() if a not in circles}


def fold(text):
    return u.normalize('NFKC', u.normalize('NFKC', text).casefold())


def pieces(text):
    """The text cut at the 65th dropped or combining character of a run."""
    piece, run = '', 0
    for ch in text:
        run = run + 1 if dropped(ch) or u.category(ch)[0] == 'M' else 0
        if run > LONGEST_RUN:
            yield piece
            piece, run = '', 1
        piece += ch
    yield piece


def normalize(text, simplified):
    out = ''
    for piece in pieces(text):
        kept = ''.join(' ' if ord(ch) in WHITE else ch for ch in piece if not dropped(ch))
        out += ''.join(simplified.get(ch, ch) for ch in fold(kept))
    return out


def trim(text):
    white = ''.join(map(chr, WHITE))
    return text.strip(white)


def expected(text, simplified):
    return normalize(text, simplified), trim(u.normalize('NFC', text)), trim(fold(text))


def assigned(c):
    return not 0xD800 <= c <= 0xDFFF and (u.category(chr(c)) != 'Cn' or ignorable(c))


def random_texts(rng, count):
    every = [c for c in range(0x110000) if assigned(c)]
    marks = [c for c in every if u.category(chr(c))[0] == 'M']
    odd = [0x41, 0x130, 0x131, 0x149, 0x1F0, 0x345, 0x390, 0x3B0, 0x587, 0x1E9E, 0x1F80, 0x1FB7, 0xDF, 0x200B, 0xAD, 0x20, 0x3000, 0x1100,
           0x1161, 0x11A8, 0xAC00, 0xAC01, 0xFF76, 0xFF9E, 0xFF9F, 0x304B, 0x3099, 0x9E9, 0x9BE, 0x9C7, 0xFB1D, 0xFDFA, 0x958B, 0x8CED,
           0x16E0, 0x1D15E, 0x2F800, 0x0CC6, 0x0CC2, 0x0CD5, 0x3164, 0xFFA0]
    decomposing = [c for c in every if u.decomposition(chr(c))]
    for _ in range(count):
        pool = rng.choice([every, odd, odd + marks, decomposing + marks, marks, [0x65, 0x300, 0x200B]])
        yield ''.join(chr(rng.choice(pool)) for _ in range(rng.choice([2, 3, 5, 12, 40, 150])))


def check_runs(text, out_text, runs):
    data = text.encode()
    starts = {0}
    for ch in text:
        starts.add(max(starts) + len(ch.encode()))
    before = 0
    for start, end in runs:
        assert start in starts and end in starts and start < end <= len(data), (text, runs)
        assert start >= before, (text, runs)
        before = start
    assert len(runs) == len(out_text)


def main():
    program, table = sys.argv[1:3]
    simplified = read_simplified(table)
    assert len(simplified) > 3900
    rng = random.Random(20260206)
    texts = [chr(c) for c in range(0x110000) if assigned(c)]
    single = len(texts)
    texts += ['a' + t + 'b' for t in texts if u.category(t) not in ('Lo', 'Co')]
    texts += list(random_texts(rng, 20000))
    feed = '\n'.join(t.encode().hex() for t in texts) + '\n'
    answer = subprocess.run([program], input=feed, capture_output=True, text=True, check=True).stdout.split('\n')
    faults = 0
    for text, line in zip(texts, answer, strict=False):
        fields = line.split('|')[0].split(' ')
        got = tuple(bytes.fromhex(f[1:]).decode() for f in fields[:3])
        want = expected(text, simplified)
        if got != want:
            faults += 1
            if faults < 20:
                print([hex(ord(c)) for c in text], *([[hex(ord(c)) for c in part] for part in both] for both in zip(got, want)))
        runs = [tuple(map(int, r.split('-'))) for r in fields[3].split(',')] if len(fields) > 3 else []
        check_runs(text, got[0], runs)
        if normalize(got[0], simplified) != got[0] and len(text) < 60:
            faults += 1
            print('not idempotent', [hex(ord(c)) for c in text])
    print(f'{single} code points, {len(texts)} texts, Unicode {u.unidata_version}, {faults} faults')
    sys.exit(1 if faults or len(answer) != len(texts) + 1 else 0)


main()

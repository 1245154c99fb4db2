"""The rules by which a text is decided, written down a second time, plainly and without a thought for time.

Shares nothing with the engine but the traditional → simplified table: characters come from Python's unicodedata.
A case is a dict: separators, mask, most, window (characters in memory; decides nothing), active, whitelist, blacklist,
policy (the scenario's switches), answer (or None), tags [(code, parent)], words [{id, keyword, tag, list, risk}],
rules [{where: custom|super|default, by_keyword, id, value, condition, strategy, monitor}], use {white, words, rule,
vip_white, vip_black}, safety, labels, text (bytes).
"""
import unicodedata as u

WHITE = set(list(range(9, 14)) + [0x20, 0x85, 0xA0, 0x1680] + list(range(0x2000, 0x200B)) + [0x2028, 0x2029, 0x202F, 0x205F, 0x3000])
IGNORABLE = [(0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
             (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0),
             (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)]
RANK = ['PASS', 'REWRITE', 'REVIEW', 'BLOCK']
SAFETY = ['', 'SAFE', 'CONTROVERSIAL', 'UNSAFE']
LISTS = ['GLOBAL', 'CUSTOM_BLACK', 'SUPER_BLACK', 'CUSTOM_WHITE', 'SUPER_WHITE']
RISKS = ['Low', 'Medium', 'High']
LONGEST_RUN, ROUNDS = 64, 3
BLACK_SQUARE = '\u25a0'

simplified = {}


def read_simplified(path):
    """One-to-one pairs of characters that NFKC keeps, chains walked to their end, circles left out."""
    pairs = {}
    for line in open(path, encoding='utf-8'):
        a, b = line.rstrip('\n').split('\t')
        if u.normalize('NFKC', a) == a and u.normalize('NFKC', b) == b:
            pairs[a] = b
    for a in pairs:
        for _ in range(8):
            pairs[a] = pairs.get(pairs[a], pairs[a])
    simplified.update({a: b for a, b in pairs.items() if b not in pairs})


# ---- step 2: characters

def white(ch):
    return ord(ch) in WHITE


def dropped(ch):
    return not white(ch) and (u.category(ch) == 'Cc' or any(low <= ord(ch) <= high for low, high in IGNORABLE))


def mark(ch):
    return u.category(ch)[0] == 'M'


def separator(ch):
    return white(ch) or u.category(ch)[0] == 'P' or u.category(ch) in ('Sk', 'Sm')


def letter_or_digit(ch):
    return u.category(ch)[0] == 'L' or u.category(ch) == 'Nd'


def word_like(ch):
    letter = u.category(ch)[0] == 'L' and u.name(ch, '').split(' ')[0] in ('LATIN', 'GREEK', 'CYRILLIC')
    return letter or u.category(ch) == 'Nd'


def spaceless(ch):
    name = u.name(ch, '')
    return name.startswith(('CJK UNIFIED', 'HIRAGANA', 'KATAKANA', 'HANGUL', 'COMBINING KATAKANA-HIRAGANA'))


def seconds_of_compositions():
    found = set()
    for code in range(0x110000):
        parts = u.decomposition(chr(code)).split(' ')
        if len(parts) == 2 and not parts[0].startswith('<') and u.normalize('NFC', chr(code)) == chr(code):
            found.add(chr(int(parts[1], 16)))
    return found | set(map(chr, range(0x1161, 0x1176))) | set(map(chr, range(0x11A8, 0x11C3)))


SECONDS = seconds_of_compositions()


def boundary_before(ch):
    """Whether nothing of `ch`, nor of what it folds to, can join what stands before it."""
    for text in (ch, u.normalize('NFKC', ch).casefold()):
        first = u.normalize('NFKD', text)[:1]
        if first and (u.combining(first) or first in SECONDS):
            return False
    return True


def form(text):
    folded = u.normalize('NFKC', u.normalize('NFKC', text).casefold())
    return ''.join(simplified.get(ch, ch) for ch in folded)


class Text:
    """characters: [(character, byte start, byte end)] of the normalised text; cuts: indices that no match crosses."""

    def __init__(self, original):
        self.original = original
        self.characters, self.cuts = [], set()
        piece, run, at = [], 0, 0
        for ch in original:
            start, at = at, at + len(ch.encode())
            run = run + 1 if dropped(ch) or mark(ch) else 0
            if run > LONGEST_RUN:
                self.put(piece)
                piece, run = [], 1
                self.cuts.add(len(self.characters))
            if dropped(ch):
                continue
            if boundary_before(ch):
                self.put(piece)
                piece = []
            piece.append((' ' if white(ch) else ch, start, at))
        self.put(piece)
        self.string = ''.join(ch for ch, _, _ in self.characters)

    def put(self, piece):
        if piece:
            self.characters += [(ch, piece[0][1], piece[-1][2]) for ch in form(''.join(ch for ch, _, _ in piece))]


def normal(keyword):
    return Text(keyword).string


# ---- step 3: matches

def empty(keyword):
    """No letter, digit or symbol left; ■ matches nothing."""
    return not any(u.category(ch)[0] in 'LNS' for ch in keyword if ch != BLACK_SQUARE)


def occurrences(text, keyword, case):
    """Spans of `keyword` (normalised) that contain no other span of it."""
    string, mask = text.string, {BLACK_SQUARE, case['mask']}
    skips = case['separators'] if sum(map(letter_or_digit, keyword)) >= 2 else 0
    spans = set()

    def go(start, at, done):
        if at >= len(string) or string[at] in mask or (at > start and at in text.cuts) or string[at] != keyword[done]:
            return
        if done + 1 == len(keyword):
            spans.add((start, at + 1))
            return
        for skipped in range(skips + 1):
            go(start, at + 1 + skipped, done + 1)
            over = at + 1 + skipped
            if over >= len(string) or not separator(string[over]) or string[over] in mask or over in text.cuts:
                return
            if white(string[over]) and not (spaceless(keyword[done]) and spaceless(keyword[done + 1])):
                return

    for start in range(len(string)):
        go(start, start, 0)

    def bounded(span):
        touches = lambda i: 0 <= i < len(string) and (word_like(string[i]) or mark(string[i]))
        return not (word_like(keyword[0]) and touches(span[0] - 1)) and not (word_like(keyword[-1]) and touches(span[1]))

    least = [s for s in spans if not any(o != s and s[0] <= o[0] and o[1] <= s[1] for o in spans)]
    return sorted(s for s in least if bounded(s))


def groups(case, which):
    """Words of one list that are equal when normalised: [(normalised, rows by id)]."""
    found = {}
    for row in case['words']:
        if row['list'] == which and not empty(normal(row['keyword'])):
            found.setdefault(normal(row['keyword']), []).append(row)
    return [(keyword, sorted(rows, key=lambda r: r['id'])) for keyword, rows in found.items()]


# ---- step 6: strategies

def chain_of(case, tag):
    parents, chain = dict(reversed(case['tags'])), []
    while tag and tag not in chain:
        chain.append(tag)
        tag = parents.get(tag, '')
    return chain


def holds(case, condition, chain):
    return (not condition or condition in chain or condition in case['labels']
            or (case['safety'] != '' and condition.upper() == case['safety']))


def best_of(case, rules, chain):
    """Of rules of one level and value: with a condition before without, most severe, enforced first, lowest id."""
    rules = [r for r in rules if holds(case, r['condition'], chain)]
    return min(rules, key=lambda r: (r['condition'] == '', -RANK.index(r['strategy']), r['monitor'], r['id']), default=None)


def first_rule(case, keyword, chain, monitored_too):
    rules = [r for r in case['rules'] if monitored_too or not r['monitor']]
    levels = [('super', 'SUPER')]
    if case['use']['rule'] and case['policy']:
        levels.append(('custom', 'CUSTOM'))
    for where, name in levels:
        here = [r for r in rules if r['where'] == where]
        rule = keyword and best_of(case, [r for r in here if r['by_keyword'] and normal(r['value']) == keyword], chain)
        if rule:
            return rule, name + '_KEYWORD_RULE'
        for tag in chain:
            rule = best_of(case, [r for r in here if not r['by_keyword'] and r['value'] == tag], chain)
            if rule:
                return rule, name + '_TAG_RULE'
    for tag in chain:
        rule = best_of(case, [r for r in rules if r['where'] == 'default' and r['value'] == tag], chain)
        if rule:
            return rule, 'GLOBAL_DEFAULT'
    return None, 'BUILT_IN'


def built_in(source, risk):
    if source == 'LABEL':
        return 'PASS'
    if source != 'GLOBAL':
        return 'BLOCK'
    return {'Low': 'PASS', 'Medium': 'REVIEW'}.get(risk, 'BLOCK')


def outcome(case, keyword, tag, risk, source):
    chain = chain_of(case, tag)
    rule, reason = first_rule(case, keyword, chain, False)
    made = {'strategy': rule['strategy'] if rule else built_in(source, risk), 'reason': reason, 'rule': rule['id'] if rule else ''}
    rule, reason = first_rule(case, keyword, chain, True)
    if rule and rule['monitor']:
        made['monitored'] = {'strategy': rule['strategy'], 'reason': reason, 'rule': rule['id']}
    return made


# ---- steps 4 to 7: the hits of one text

def offsets(text, start, end):
    low, high = text.characters[start][1], text.characters[end - 1][2]
    raw = text.original.encode()
    before, inside = raw[:low].decode(), raw[low:high].decode()
    units = lambda t: len(t.encode('utf-16-le')) // 2
    return [len(before), len(before) + len(inside), low, high, units(before), units(before + inside)]


def white_spans(case, text, which):
    return [(span, rows[0]) for keyword, rows in groups(case, which) for span in occurrences(text, keyword, case)]


def counting(case):
    use = case['use']
    return [('GLOBAL', 'GLOBAL')] + [('CUSTOM_BLACK', 'CUSTOM')] * (use['words'] and case['blacklist']) + \
        [('SUPER_BLACK', 'SUPER')] * use['vip_black']


def keyword_hits(case, text):
    custom = white_spans(case, text, 'CUSTOM_WHITE') if case['use']['white'] and case['whitelist'] else []
    vip = white_spans(case, text, 'SUPER_WHITE') if case['use']['vip_white'] else []
    hits = []
    for which, source in counting(case):
        exempting = vip if source == 'SUPER' else custom + vip
        for keyword, rows in groups(case, which):
            ways = [(outcome(case, keyword, row['tag'], row['risk'], source), row) for row in rows]
            made, row = max(ways, key=lambda way: RANK.index(way[0]['strategy']))  # of equal ones the first
            for start, end in occurrences(text, keyword, case):
                by = [w for (low, high), w in exempting if low <= start and end <= high]
                hit = {'keyword': row['keyword'], 'tag': row['tag'], 'risk': row['risk'] or '', 'source': source, 'mode': 'ENFORCE',
                       'offsets': offsets(text, start, end), 'span': (start, end), 'group': (which, keyword), 'by': by, **made}
                if by:
                    hit.update(strategy='PASS', reason='WHITELIST', rule=None)
                    hit.pop('monitored', None)
                hit['would'] = made['strategy']
                hits.append(hit)
    return sorted(hits, key=lambda hit: hit['span'])


def spanless_hits(case):
    hits = []
    for tag in sorted(set(case['labels']), key=str.encode):
        hits.append({'keyword': '', 'tag': tag, 'risk': '', 'source': 'LABEL', 'mode': 'ENFORCE', **outcome(case, '', tag, None, 'LABEL')})
    for rule in case['rules']:
        if rule['where'] == 'default' and not rule['value'] and rule['condition'] and holds(case, rule['condition'], []):
            hits.append({'keyword': '', 'tag': '', 'risk': '', 'source': 'LABEL', 'mode': 'MONITOR' if rule['monitor'] else 'ENFORCE',
                         'strategy': rule['strategy'], 'reason': 'GLOBAL_DEFAULT', 'rule': rule['id']})
    return hits


def effective(hits):
    return [h for h in hits if not h.get('by') and h['mode'] == 'ENFORCE']


def worst(hits):
    return max((h['strategy'] for h in effective(hits)), key=RANK.index, default='PASS')


# ---- step 8: the decision

def masked(text, hits, mask):
    covered = set()
    for hit in effective(hits):
        if hit['strategy'] == 'REWRITE' and 'offsets' in hit:
            covered.update(range(hit['offsets'][0], hit['offsets'][1]))
    return ''.join(mask if i in covered else ch for i, ch in enumerate(text))


def rewrite(case, hits):
    """(strategy, rewritten text or None, escalation or None)."""
    text = case['text'].decode()
    if any(h['strategy'] == 'REWRITE' and 'offsets' not in h for h in effective(hits)):
        if case['answer'] is None:
            return 'REVIEW', None, {'reason': 'NO_REWRITE_ANSWER', 'round': 0, 'hits': effective(hits)}
        text, case = case['answer'], {**case, 'safety': '', 'labels': []}
    else:
        text = masked(text, hits, case['mask'])
    for done in range(1, ROUNDS + 1):
        hits = keyword_hits(case, Text(text)) + spanless_hits(case)
        strategy = worst(hits)
        if strategy == 'PASS':
            return 'REWRITE', text, None
        if strategy != 'REWRITE':
            return strategy, None, {'reason': 'REWRITTEN_TEXT_HIT', 'round': done, 'hits': effective(hits)}
        text = masked(text, hits, case['mask'])
    return 'BLOCK', None, {'reason': 'ROUNDS_EXHAUSTED', 'round': ROUNDS, 'hits': effective(hits)}


def words_by_tag(hits):
    found, seen = {}, set()
    for hit in hits:
        words = found.setdefault(hit['tag'], [])
        if hit['keyword'] and (hit['tag'], hit['keyword']) not in seen:
            seen.add((hit['tag'], hit['keyword']))
            words.append(hit['keyword'])
    return found


def decide(case):
    """What the engine must answer; None for a text that is no UTF-8, 'inactive' for an inactive scenario."""
    if not case['active']:
        return 'inactive'
    try:
        text = Text(case['text'].decode())
    except UnicodeDecodeError:
        return None
    hits = keyword_hits(case, text) + spanless_hits(case)
    strategy, rewritten, escalation = worst(hits), None, None
    if strategy == 'REWRITE':
        strategy, rewritten, escalation = rewrite(case, hits)
    of = lambda source: words_by_tag(h for h in hits if h['source'] == source and 'offsets' in h)
    vip = white_spans(case, text, 'SUPER_WHITE') if case['use']['vip_white'] else []
    return {'strategy': strategy, 'rewritten': rewritten, 'escalation': escalation, 'hits': hits,
            'anything_hit': bool(effective(hits)), 'safety': case['safety'],
            'decided_words': {s: words_by_tag(h for h in effective(hits) if h['strategy'] == s)
                              for s in {h['strategy'] for h in effective(hits)}},
            'global_words': of('GLOBAL'), 'custom_words': of('CUSTOM'), 'super_words': of('SUPER'),
            'super_white_words': words_by_tag(row for _, row in vip)}

"""Compares the engine's whole decisions with decide_rules.py on random policies and texts.

usage: decide_oracle.py <decide_lines> <traditional_simplified.tsv> [cases] [seed]

The first case that differs is made as small as it still differs, and shown.
"""
import json
import random
import subprocess
import sys

import decide_rules as rules

TAGS = [('violence', ''), ('weapons', 'violence'), ('guns', 'weapons'), ('fraud', ''), ('ring', 'round'), ('round', 'ring'), ('orphan', 'gone')]
TAG_WORDS = ['', 'violence', 'weapons', 'guns', 'fraud', 'ring', 'orphan', 'unknown']
CONDITIONS = ['', '', '', 'unsafe', 'Safe', 'CONTROVERSIAL', 'violence', 'guns', 'fraud', 'unknown', 'neither']
# Each case draws from a few of these, so that keywords occur in texts.
ALPHABETS = ['甲乙丙', 'ab1', '甲a-', '甲乙 *', 'ab- ', 'aé\u0301e', 'ﬁfiﬂ', '賭赌博', 'ＡａA', 'ж1b', 'か\u3099が゛ー', 'ｶﾞガ', '\u1100\u1161\u11a8각',
             '甲\u200b乙', 'a\u200bb\u00ad', '😀甲', '甲■乙', '★甲a', '½12', 'ßsS', 'İi\u0307', '_-', '，。甲', '\u3000 甲', '+^a', '\t甲\n', 'σςΣ',
             '\u0001a', '①1', '開开', '\u3164a', 'a\u0338\u0301b', '\uac00\u11a8', '㍿株', '－ー-']
MASKS = ['■', '■', '■', '★', '█']


def word(rng, alphabet, longest):
    return ''.join(rng.choice(alphabet) for _ in range(rng.randint(1, longest)))


def keyword(rng, alphabet, case):
    """Often one that is there already (in another list, say), or one around it: what exempts, overlaps or doubles."""
    if not case['words'] or rng.random() < 0.5:
        return word(rng, alphabet, 3)
    around = lambda: word(rng, alphabet, 2) if rng.random() < 0.4 else ''
    return around() + rng.choice(case['words'])['keyword'] + around()


def random_text(rng, alphabet, case):
    parts = [rng.choice(case['words'])['keyword'] if case['words'] and rng.random() < 0.75 else word(rng, alphabet, 2)
             for _ in range(rng.randint(0, 6))]
    if rng.random() < 0.03:
        parts.insert(rng.randint(0, len(parts)), rng.choice(['\u200b', '\u0301']) * rng.randint(62, 68))
    text = ''.join(parts).encode()
    if rng.random() < 0.01:
        text += rng.choice([b'\xff', b'\xed\xa0\x80', b'\xe4\xb8'])
    return text


def random_rule(rng, number, case):
    where = rng.choice(['super', 'custom', 'default', 'default'])
    by_keyword = where != 'default' and rng.random() < 0.5 and bool(case['words'])
    value = rng.choice(case['words'])['keyword'] if by_keyword else rng.choice(TAG_WORDS[1:])
    if where == 'default' and rng.random() < 0.3:
        value = ''
    strategy = 'REWRITE' if rng.random() < case['rewrites'] else rng.choice(rules.RANK)
    return {'where': where, 'by_keyword': by_keyword, 'id': f'r{number}', 'value': value, 'condition': rng.choice(CONDITIONS),
            'strategy': strategy, 'monitor': rng.random() < 0.2}


def random_case(rng):
    alphabet = ''.join(rng.sample(ALPHABETS, rng.randint(1, 3)))
    flag = lambda often=0.9: rng.random() < often
    case = {'separators': rng.choice([0, 1, 2, 3, 3, 3, 8]), 'mask': rng.choice(MASKS), 'most': rng.choice([1000, 1000, 1000, 9]),
            'window': rng.choice([32768, 1]), 'active': flag(0.99), 'whitelist': flag(), 'blacklist': flag(), 'policy': flag(), 'tags': TAGS, 'words': [], 'rules': [],
            'answer': rng.choice([None, '', word(rng, alphabet, 6)]), 'rewrites': rng.choice([0, 0.5, 0.9]),
            'use': {name: flag() for name in ('white', 'words', 'rule', 'vip_white', 'vip_black')},
            'safety': rng.choice(rules.SAFETY), 'labels': rng.choices(TAG_WORDS[1:], k=rng.choice([0, 0, 0, 1, 2]))}
    for number in range(rng.choice([1, 3, 5, 7, 9])):
        case['words'].append({'id': f'w{number}', 'keyword': keyword(rng, alphabet, case), 'tag': rng.choice(TAG_WORDS),
                              'list': rng.choice(rules.LISTS + ['GLOBAL']), 'risk': rng.choice(rules.RISKS + [None])})
    for number in range(rng.choice([0, 3, 6, 9])):
        case['rules'].append(random_rule(rng, number, case))
    # Many windows of one text: the smallest has four times what a keyword may match.
    texts = 12 if case['window'] == 1 and rng.random() < 0.2 else 1
    case['text'] = b''.join(random_text(rng, alphabet, case) for _ in range(texts)) * (3 if case['most'] < 1000 else 1)
    return case


def line_of(case):
    """As decide_lines.cpp reads it."""
    hexed = lambda text: 'x' + text.encode().hex()
    out = ['separators', case['separators'], 'mask', ord(case['mask']), 'most', case['most'], case['most'],
           'window', case['window'], 'scenario', *(int(case[n]) for n in ('active', 'whitelist', 'blacklist', 'policy'))]
    out += ['answer', hexed(case['answer'])] if case['answer'] is not None else []
    for code, parent in case['tags']:
        out += ['tag', hexed(code), hexed(parent)]
    for row in case['words']:
        risk = rules.RISKS.index(row['risk']) if row['risk'] else -1
        out += ['word', hexed(row['id']), hexed(row['keyword']), hexed(row['tag']), rules.LISTS.index(row['list']), risk]
    for rule in case['rules']:
        out += ['rule', rule['where'], int(rule['by_keyword']), hexed(rule['id']), hexed(rule['value']), hexed(rule['condition']),
                rules.RANK.index(rule['strategy']), int(rule['monitor'])]
    out += ['use', *(int(case['use'][n]) for n in ('white', 'words', 'rule', 'vip_white', 'vip_black'))]
    out += ['safety', rules.SAFETY.index(case['safety'])]
    for label in case['labels']:
        out += ['label', hexed(label)]
    return ' '.join(map(str, out + ['text', 'x' + case['text'].hex()])) + '\n'


def unhexed(value):
    if isinstance(value, dict):
        return {unhexed(k): unhexed(v) for k, v in value.items()}
    if isinstance(value, list):
        return [unhexed(v) for v in value]
    return bytes.fromhex(value[1:]).decode() if isinstance(value, str) and value.startswith('x') else value


class Engine:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def decide(self, case):
        self.process.stdin.write(line_of(case))
        self.process.stdin.flush()
        return unhexed(json.loads(self.process.stdout.readline() or '{"refused": "the engine died"}'))


SEEN = ('keyword', 'tag', 'risk', 'source', 'strategy', 'mode', 'reason', 'offsets', 'monitored')


def hit_fits(got, want):
    if any(got.get(name) != want.get(name) for name in SEEN):
        return False
    if not want.get('by'):
        return got.get('rule') == want['rule'] and 'exempted_by' not in got
    return any(got.get('exempted_by') == w['keyword'] and got['rule'] == w['id'] for w in want['by'])


def hits_differ(got, want, most):
    """A list that is cut keeps the hits without a place, then the first by place; the last of these may be the one that decides."""
    if len(got) != min(len(want), most):
        return f'{len(got)} hits listed of {len(want)}'
    left = list(want)
    for hit in got:
        fitting = next((w for w in left if hit_fits(hit, w)), None)
        if fitting is None:
            return f'a hit that is not to be: {hit}'
        left.remove(fitting)
    starts = lambda hits: [hit['offsets'][2] for hit in hits if 'offsets' in hit]
    placed, listed = sorted(starts(want)), starts(got)
    if [hit for hit in got if 'offsets' not in hit] != got[len(listed):] or listed != sorted(listed):
        return 'hits are not listed by place, then those without one'
    if placed and len(listed) != min(len(placed), max(1, most - (len(want) - len(placed)))):
        return f'{len(listed)} hits with a place listed of {len(placed)}'
    if listed[:-1] != placed[:len(listed[:-1])]:
        return 'the hits listed are not the first'
    worst = rules.worst(want)
    if any(h['strategy'] == worst for h in rules.effective(want)) and not any(h['strategy'] == worst for h in got):
        return 'the hit that decides is not listed'
    return None


def escalation_differs(got, want):
    if (got is None) != (want is None):
        return f'escalation {got}, expected {want}'
    if want is None:
        return None
    if (got['reason'], got['round']) != (want['reason'], want['round']):
        return f'escalation {got["reason"]} {got["round"]}, expected {want["reason"]} {want["round"]}'
    severe = [h for h in want['hits'] if h['strategy'] == rules.worst(want['hits'])]
    return None if any(hit_fits(got['hit'], h) for h in severe) else f'escalated by {got["hit"]}'


def sorted_words(words):
    return {tag: sorted(listed) for tag, listed in words.items()}


def difference(got, want, case):
    """What the engine has otherwise, or None."""
    if want is None or want == 'inactive':
        number = 1 if want else 2
        return None if got.get('refused') == number else f'not refused ({number}): {got}'
    if 'refused' in got:
        return f'refused: {got["refused"]}'
    for name in ('strategy', 'anything_hit', 'safety'):
        if got[name] != want[name]:
            return f'{name} {got[name]}, expected {want[name]}'
    if got.get('rewritten') != want['rewritten']:
        return f'rewritten {got.get("rewritten")!r}, expected {want["rewritten"]!r}'
    total = len(want['hits'])
    if (got['hits_total'], got['exact']) != (min(total, case['most']), total <= case['most']):
        return f'{got["hits_total"]} hits in all, expected {total}'
    for name in ('global_words', 'custom_words', 'super_words', 'super_white_words'):
        if sorted_words(got[name]) != sorted_words(want[name]):
            return f'{name} {got[name]}, expected {want[name]}'
    decided = [{strategy: sorted_words(words) for strategy, words in one['decided_words'].items()} for one in (got, want)]
    if decided[0] != decided[1]:
        return f'decided words {decided[0]}, expected {decided[1]}'
    return hits_differ(got['hits'], want['hits'], case['most']) or escalation_differs(got.get('escalation'), want['escalation'])


def check(engine, case):
    got, want = engine.decide(case), rules.decide(case)
    found = difference(got, want, case)
    if found or want in (None, 'inactive') or want['rewritten'] is None:
        return found
    # A scenario's answer is decided again without what a model said of the text that it stands for.
    answered = any(h['strategy'] == 'REWRITE' and 'offsets' not in h for h in rules.effective(want['hits']))
    again = engine.decide({**case, 'text': want['rewritten'].encode(), **({'labels': [], 'safety': ''} if answered else {})})
    return None if again['strategy'] in ('PASS', 'REVIEW') else f'decided again, {want["rewritten"]!r} gives {again["strategy"]}'


def smaller(case):
    """Cases that are one step smaller."""
    for name in ('words', 'rules', 'labels', 'tags'):
        for i in range(len(case[name])):
            yield {**case, name: case[name][:i] + case[name][i + 1:]}
    try:
        text = case['text'].decode()
        for length in (16, 4, 1):
            for i in range(0, len(text), length):
                yield {**case, 'text': (text[:i] + text[i + length:]).encode()}
    except UnicodeDecodeError:
        pass
    for name, plain in (('answer', None), ('safety', ''), ('mask', '■'), ('separators', 0), ('most', 1000), ('window', 32768), ('active', True)):
        if case[name] != plain:
            yield {**case, name: plain}
    for i, row in enumerate(case['words']):
        changes = [{'keyword': row['keyword'][:j] + row['keyword'][j + 1:]} for j in range(len(row['keyword'])) if len(row['keyword']) > 1]
        changes += [{'tag': ''}] * bool(row['tag']) + [{'risk': None}] * bool(row['risk'])
        for change in changes:
            yield {**case, 'words': case['words'][:i] + [{**row, **change}] + case['words'][i + 1:]}
    for i, rule in enumerate(case['rules']):
        for change in [{'condition': ''}] * bool(rule['condition']) + [{'monitor': False}] * rule['monitor']:
            yield {**case, 'rules': case['rules'][:i] + [{**rule, **change}] + case['rules'][i + 1:]}


def shrunk(engine, case):
    found = check(engine, case)
    while True:
        for candidate in smaller(case):
            if told := check(engine, candidate):
                case, found = candidate, told
                break
        else:
            return case, found


def show(case, found):
    points = lambda text: ' '.join(f'{ord(ch):04X}' for ch in text)
    print(f'the engine differs: {found}')
    text = case['text'].decode(errors='backslashreplace')
    print(f'  text {text!r} ({points(text)})')
    for row in case['words']:
        print(f'  {row["list"]} {row["id"]} {row["keyword"]!r} ({points(row["keyword"])}) tag {row["tag"]!r} risk {row["risk"]}')
    for rule in case['rules']:
        print(f'  {rule["where"]} rule {rule["id"]}: {"keyword" if rule["by_keyword"] else "tag"} {rule["value"]!r}'
              f' if {rule["condition"]!r} -> {rule["strategy"]}{" (monitored)" if rule["monitor"] else ""}')
    for name in ('tags', 'labels', 'safety', 'use', 'whitelist', 'blacklist', 'policy', 'active', 'answer', 'mask', 'separators', 'most', 'window'):
        print(f'  {name}: {case[name]}')
    want = rules.decide(case)
    if not isinstance(want, dict):
        return
    for hit in want['hits']:
        print('  expected hit:', {name: hit[name] for name in SEEN + ('rule', 'by') if hit.get(name) not in (None, [])})
    print('  expected:', {name: value for name, value in want.items() if name not in ('hits', 'escalation')})


def main():
    program, table = sys.argv[1:3]
    cases, seed = int(sys.argv[3]) if len(sys.argv) > 3 else 6000, int(sys.argv[4]) if len(sys.argv) > 4 else 20260207
    rules.read_simplified(table)
    engine, rng = Engine(program), random.Random(seed)
    tally, lifted, escalated, rewritten = {}, 0, 0, 0
    for _ in range(cases):
        case = random_case(rng)
        if check(engine, case):
            show(*shrunk(engine, case))
            sys.exit(1)
        want = rules.decide(case)
        if want in (None, 'inactive'):
            continue
        tally[want['strategy']] = tally.get(want['strategy'], 0) + 1
        lifted += any(hit.get('by') for hit in want['hits'])
        escalated += want['escalation'] is not None
        rewritten += want['rewritten'] is not None
    print(f'{cases} decisions as the rules say: {tally}, {lifted} with exempted hits, {rewritten} rewritten, {escalated} escalated')
    # Cases that never come to a branch prove nothing about it.
    if min(*(tally.get(s, 0) for s in rules.RANK), lifted, escalated) < cases // 100:
        sys.exit('some outcome hardly ever occurred')


if __name__ == '__main__':
    main()

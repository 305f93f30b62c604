/* Numbers in Chinese words, as headings and dates write them. */
#ifndef TONGBAO_BASE_HANZI_H
#define TONGBAO_BASE_HANZI_H

#include "gen/base/strbuf.h"

/* 4 -> 四, 11 -> 十一, 105 -> 一百零五, 10010 -> 一万零一十, -3 -> 负三.
 * False, and nothing is added, beyond 99,999,999. */
bool hanzi_format(struct strbuf *sb, int64_t n);

/* Digit by digit, as years are read: 2021 -> 二〇二一; n is not negative. */
void hanzi_format_digits(struct strbuf *sb, int n);

#endif

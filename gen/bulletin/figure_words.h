/* Numbers in Chinese words, where they count something: 四十八家, 第三季度,
 * 百分之九十五. */
#ifndef TONGBAO_BULLETIN_FIGURE_WORDS_H
#define TONGBAO_BULLETIN_FIGURE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many characters from codes on are a number in words, 百分之 included;
 * 0 if they are none, or nothing countable stands behind them. */
size_t figure_words_parse(const uint32_t *codes, size_t n, int64_t *value,
                          bool *is_percent);

#endif

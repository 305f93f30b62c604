/* The period a notice is about, as offices write it. */
#ifndef TONGBAO_MODEL_PERIOD_H
#define TONGBAO_MODEL_PERIOD_H

#include "gen/base/arena.h"
#include "gen/base/date.h"
#include "gen/model/value.h"

enum period_kind {
    PERIOD_YEAR,      /* 2021年 */
    PERIOD_HALF,      /* 2021年上半年 */
    PERIOD_QUARTER,   /* 2021年第四季度, 2021年4季度, 2021Q4 */
    PERIOD_MONTH,     /* 2021年5月, 2021-05 */
    PERIOD_MONTHS,    /* 2021年1-2月, 2021年1至2月 */
    PERIOD_ORDINAL,   /* 2021年第3次: no dates */
    PERIOD_ISSUE      /* 2021年第3期: no dates */
};

struct period {
    enum period_kind kind;
    int year;
    int first; /* half, quarter, month, ordinal; 0 for a year */
    int last;  /* last month of a range, else first */
};

/* Width of digits, blanks and Chinese numerals (二〇二一年四季度) do not matter.
 * False if the text is no period or names no year. */
bool period_parse(struct str text, struct period *out);

/* "2021年第四季度"; without the year: "第四季度", for a year "全年". */
struct str period_name(struct period period, bool with_year,
                       struct arena *arena);

/* For names of files: 2021, 2021h1, 2021q4, 2021m05, 2021m01-02, 2021n3. */
struct str period_code(struct period period, struct arena *arena);

/* The period before; false for the first ordinal of a year.  Months are
 * shifted by their number where they divide the year (3-4月 -> 1-2月), else
 * they are the same months of the year before (1-5月). */
bool period_previous(struct period period, struct period *out);

/* First and last day; false for ordinals. */
bool period_span(struct period period, struct date *first, struct date *last);

/* What a setting P of the type period gives besides P itself, as columns
 * behind it: P年 and P序 (numbers), P起 and P止 (dates), P上期 (with the year
 * where it differs) and P上期全称, P简称 (without the year); null where there is
 * none. */
enum { PERIOD_N_PARTS = 7 };
extern const char *const period_part_names[PERIOD_N_PARTS];
void period_parts(struct period period, struct arena *arena,
                  struct value parts[PERIOD_N_PARTS]);

#endif

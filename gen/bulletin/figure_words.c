#include "gen/bulletin/figure_words.h"

enum { MAX_DIGITS = 12 };

static int
digit_of(uint32_t c)
{
    static const uint32_t digits[] = {U'零', U'一', U'二', U'三', U'四',
                                      U'五', U'六', U'七', U'八', U'九'};

    for (int i = 0; i < 10; i++) {
        if (c == digits[i]) {
            return i;
        }
    }
    return c == U'〇' ? 0 : c == U'两' ? 2 : -1;
}

static int64_t
power_of(uint32_t c)
{
    return c == U'十'   ? 10
           : c == U'百' ? 100
           : c == U'千' ? 1000
           : c == U'万' ? 10000
           : c == U'亿' ? 100000000
                        : 0;
}

static bool
is_counter(uint32_t c)
{
    static const uint32_t counters[] = {
        U'家', U'个', U'件', U'条', U'名', U'次', U'人', U'项', U'天',
        U'分', U'位', U'篇', U'起', U'处', U'类', U'批', U'期', U'届',
        U'户', U'例', U'宗', U'季', U'月', U'日', U'年', U'级', U'倍',
        U'成', U'份', U'封', U'张', U'场', U'所', U'台', U'套', U'轮'};

    for (size_t i = 0; i < sizeof counters / sizeof counters[0]; i++) {
        if (c == counters[i]) {
            return true;
        }
    }
    return false;
}

/* 二〇二一: digit by digit. */
static int64_t
read_digits(const uint32_t *codes, size_t n)
{
    int64_t value = 0;

    for (size_t i = 0; i < n; i++) {
        value = value * 10 + digit_of(codes[i]);
    }
    return value;
}

/* 一百零五, 三万二千: with powers of ten. */
static int64_t
read_powers(const uint32_t *codes, size_t n)
{
    int64_t total = 0;
    int64_t section = 0;
    int64_t digit = 0;
    bool has_digit = false;

    for (size_t i = 0; i < n; i++) {
        int64_t power = power_of(codes[i]);

        if (power == 0) {
            digit = digit_of(codes[i]);
            has_digit = true;
        } else if (power < 10000) {
            section += (has_digit ? digit : 1) * power;
            digit = 0;
            has_digit = false;
        } else {
            total = (total + section + digit) * power;
            section = digit = 0;
            has_digit = false;
        }
    }
    return total + section + digit;
}

static size_t
read_number(const uint32_t *codes, size_t n, int64_t *value)
{
    size_t len = 0;
    bool has_power = false;

    while (len < n && len < MAX_DIGITS &&
           (digit_of(codes[len]) >= 0 || power_of(codes[len]))) {
        has_power = has_power || power_of(codes[len]);
        len++;
    }
    if (len && !has_power) {
        *value = read_digits(codes, len);
    } else if (len) {
        *value = read_powers(codes, len);
    }
    return len;
}

size_t
figure_words_parse(const uint32_t *codes, size_t n, int64_t *value,
                   bool *is_percent)
{
    bool percent =
        n > 3 && codes[0] == U'百' && codes[1] == U'分' && codes[2] == U'之';
    size_t from = percent ? 3 : 0;
    size_t len = read_number(codes + from, n - from, value);

    *is_percent = percent;
    if (len == 0) {
        return 0;
    }
    if (!percent && (from + len >= n || !is_counter(codes[from + len]))) {
        return 0;
    }
    /* 百, 万 and the like alone are no number: 百姓, 千万 */
    if (len == 1 && power_of(codes[from]) && codes[from] != U'十') {
        return 0;
    }
    return from + len;
}

/* Type faces by whatever name: 仿宋_GB2312, FangSong, STFangsong are one. */
#ifndef TONGBAO_FORM_FORM_FACE_H
#define TONGBAO_FORM_FORM_FACE_H

#include "gen/base/str.h"

enum face {
    FACE_OTHER,
    FACE_FANGSONG,
    FACE_KAI,
    FACE_HEI,
    FACE_SONG,
    FACE_XIAOBIAOSONG,
    FACE_TIMES
};
enum face face_of(struct str font);
const char *face_name(enum face face);

#endif

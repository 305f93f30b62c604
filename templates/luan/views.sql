-- 六安市政府网站和政务新媒体季度检查通报：每个数字从这里算出。
--
-- 输入表：网站（网站检查结果）、互动（互动答复）、新媒体（政务新媒体），
-- 加上 期次（设置，一行）和 单位名录。单位一律存全称，次序以名录为准。
-- 文字在模板里，这里只出数字、名单和真假（1、0）。


-- 一、口径 ----------------------------------------------------------------

-- 检查办法定的各条线，全文只在这里写一次，模板也从这里取。
CREATE VIEW 规则 AS
SELECT 60 AS 合格线,    -- 县区门户网站低于此分为不合格
       80 AS 加分线,    -- 高于此分进入加分指标评分环节
       100 AS 高分线,   -- 达到此分列入得分较高的网站
       1 AS 快答天数,   -- 简单常见咨询应在几个工作日内答复
       5 AS 答复期限;   -- 超过几个工作日为未答复

-- 部门（专项）网站的等次，由高到低。
CREATE VIEW 等次表 AS
SELECT 1 AS 级, '优' AS 等次, 1 AS 合格
UNION ALL SELECT 2, '良', 1
UNION ALL SELECT 3, '合格', 1
UNION ALL SELECT 4, '不合格', 0;

CREATE VIEW 名录 AS
SELECT CAST(序号 AS INTEGER) AS 序, 全称, 简称, coalesce(别名, '') AS 别名,
       组, 代码, 区划代码, 地区, 地名, _file, _sheet, _row
FROM 单位名录;


-- 二、政府网站 --------------------------------------------------------------

-- 附件1：每家网站一行。县区计分，其余定等次；单项否决的县区可以无分，
-- 此时等次填“不合格”。
CREATE VIEW 检查情况 AS
SELECT w.网站标识码, u.全称 AS 单位名称, u.简称, u.地名, u.组, w.首页网址,
       w.得分, w.等次, w.存在问题,
       u.组 = '县区' AS 是县区,
       w.得分 IS NOT NULL AS 计分,
       coalesce(u.组 = '县区' AND w.得分 < r.合格线, 0)
         OR coalesce(w.等次 = '不合格', 0) AS 不合格,
       u.序, w._file, w._sheet, w._row
FROM 网站 w JOIN 名录 u ON u.全称 = w.单位 CROSS JOIN 规则 r
ORDER BY u.序;

CREATE VIEW 不合格网站 AS
SELECT 单位名称, 简称, 组 FROM 检查情况 WHERE 不合格 ORDER BY 序;

CREATE VIEW 网站总览 AS
SELECT 备案数, 检查数, 不合格数, 检查数 - 不合格数 AS 合格数,
       检查数 = 备案数 AS 全覆盖
FROM (SELECT (SELECT count(*) FROM 名录) AS 备案数,
             count(*) AS 检查数,
             count(*) FILTER (WHERE 不合格) AS 不合格数
      FROM 检查情况);

-- 上期的检查结果，按同样的口径。没有上期时为空。
CREATE VIEW 上期总览 AS
SELECT count(*) AS 检查数,
       count(*) FILTER (WHERE NOT (
         coalesce(u.组 = '县区' AND w.得分 < r.合格线, 0)
           OR coalesce(w.等次 = '不合格', 0))) AS 合格数
FROM 上期.网站 w JOIN 名录 u ON u.全称 = w.单位 CROSS JOIN 规则 r;

-- 与上期比合格率：交叉相乘，不作除法。没有上期时三项皆空。
CREATE VIEW 合格率 AS
SELECT 本期 > 上期 AS 上升, 本期 = 上期 AS 持平, 本期 < 上期 AS 下降
FROM (SELECT z.合格数 * nullif(s.检查数, 0) AS 本期,
             s.合格数 * nullif(z.检查数, 0) AS 上期
      FROM 网站总览 z CROSS JOIN 上期总览 s);

CREATE VIEW 县区总览 AS
SELECT count(*) AS 网站数,
       count(得分) AS 计分数,
       avg(得分, 2) AS 平均分,
       count(*) FILTER (WHERE 得分 > r.加分线) AS 加分数,
       count(*) FILTER (WHERE 得分 >= r.高分线) AS 高分数
FROM 检查情况 CROSS JOIN 规则 r
WHERE 是县区;

-- 由高到低，同分按名录。
CREATE VIEW 高分网站 AS
SELECT 简称, 地名, 得分
FROM 检查情况 CROSS JOIN 规则 r
WHERE 是县区 AND 得分 >= r.高分线
ORDER BY 得分 DESC, 序;

CREATE VIEW 部门总览 AS
SELECT count(*) AS 网站数,
       count(DISTINCT 等次) = 1 AS 同等次,
       count(DISTINCT 等次) FILTER (WHERE 等次 <> '不合格') > 1 AS 多等次
FROM 检查情况
WHERE NOT 是县区;

-- 每个有网站的等次一行；例：该等次首个市直部门，没有则首个网站。
CREATE VIEW 部门等次 AS
SELECT 等次, 家数, 家数 > 1 AS 多家, 例, 名单, 合格
FROM (SELECT t.级, t.等次, t.合格,
             count(*) OVER 全组 AS 家数,
             group_concat(j.简称, '、') OVER 全组 AS 名单,
             first_value(j.简称) OVER
               (PARTITION BY t.级 ORDER BY j.组 <> '市直部门', j.序) AS 例,
             row_number() OVER (PARTITION BY t.级 ORDER BY j.序) AS 第
      FROM 检查情况 j JOIN 等次表 t ON t.等次 = j.等次
      WHERE NOT j.是县区
      WINDOW 全组 AS (PARTITION BY t.级 ORDER BY j.序
                      ROWS BETWEEN UNBOUNDED PRECEDING
                               AND UNBOUNDED FOLLOWING))
WHERE 第 = 1
ORDER BY 级;

CREATE VIEW 合格等次 AS
SELECT 等次, 家数, 多家, 例 FROM 部门等次 WHERE 合格;

-- 附件2：县区高分网站一行，部门（专项）网站每个等次一行。
CREATE VIEW 等次评定 AS
SELECT '县区政府门户网站' AS 网站类别, 1 AS 高分, NULL AS 等次, 家数, 名单
FROM (SELECT count(*) OVER 全组 AS 家数,
             group_concat(简称, '、') OVER 全组 AS 名单,
             row_number() OVER (ORDER BY 得分 DESC, 序) AS 第
      FROM 检查情况 CROSS JOIN 规则 r
      WHERE 是县区 AND 得分 >= r.高分线
      WINDOW 全组 AS (ORDER BY 得分 DESC, 序
                      ROWS BETWEEN UNBOUNDED PRECEDING
                               AND UNBOUNDED FOLLOWING))
WHERE 第 = 1
UNION ALL
SELECT '部门（专项）网站', 0, 等次, 家数, 名单 FROM 部门等次;


-- 三、实时互动 --------------------------------------------------------------

-- 档：0 当天，1 快答天数内，2 答复期限内，3 逾期或未答复。
-- 工作日自提问次日起算；周末次日即答的不足一个工作日，归入 1 档。
CREATE VIEW 答复情况 AS
SELECT 全称, 简称, 提问日期, 答复日期, 工作日,
       CASE WHEN 答复日期 IS NULL THEN 3
            WHEN 答复日期 = 提问日期 THEN 0
            WHEN 工作日 <= 快答天数 THEN 1
            WHEN 工作日 <= 答复期限 THEN 2
            ELSE 3 END AS 档,
       序, _file, _sheet, _row
FROM (SELECT u.全称, u.简称, u.序,
             substr(h.提问时间, 1, 10) AS 提问日期,
             substr(h.答复时间, 1, 10) AS 答复日期,
             workdays(substr(h.提问时间, 1, 10),
                      substr(h.答复时间, 1, 10)) AS 工作日,
             h._file, h._sheet, h._row
      FROM 互动 h JOIN 名录 u ON u.全称 = h.单位)
     CROSS JOIN 规则;

CREATE VIEW 互动总览 AS
SELECT 网站数, 当天数, 快答数, 逾期数,
       当天数 = 网站数 AS 全当天, 快答数 = 网站数 AS 全快答
FROM (SELECT count(*) AS 网站数,
             count(*) FILTER (WHERE 档 = 0) AS 当天数,
             count(*) FILTER (WHERE 档 <= 1) AS 快答数,
             count(*) FILTER (WHERE 档 = 3) AS 逾期数
      FROM 答复情况);

CREATE VIEW 逾期网站 AS
SELECT 简称 FROM 答复情况 WHERE 档 = 3 ORDER BY 序;

-- 附件3：每个有网站的档一行。
CREATE VIEW 互动分档 AS
SELECT 档 = 0 AS 当天, 档 = 1 AS 快答, 档 = 2 AS 期内, 档 = 3 AS 逾期,
       家数, 名单
FROM (SELECT 档, count(*) OVER 全组 AS 家数,
             group_concat(简称, '、') OVER 全组 AS 名单,
             row_number() OVER (PARTITION BY 档 ORDER BY 序) AS 第
      FROM 答复情况
      WINDOW 全组 AS (PARTITION BY 档 ORDER BY 序
                      ROWS BETWEEN UNBOUNDED PRECEDING
                               AND UNBOUNDED FOLLOWING))
WHERE 第 = 1
ORDER BY 档;


-- 四、政务新媒体 ------------------------------------------------------------

-- 账号归哪个地区：先看标识码前六位，无标识码的看开办单位在名录里属何地，
-- 名录里没有的看单位名称里写着哪个县区。都不成为空（见检查）。
CREATE VIEW 账号 AS
SELECT 标识码, 开办单位, 账号名称, 账号类型, 结果, 突出问题, 全称, 简称,
       名称地区,
       CASE WHEN 标识码 IS NULL THEN coalesce(名录地区, 名称地区)
            ELSE 代码地区 END AS 地区,
       _file, _sheet, _row
FROM (SELECT m.*, u.全称, u.简称, u.地区 AS 名录地区,
             (SELECT d.地区 FROM 单位名录 d
              WHERE d.区划代码 = substr(m.标识码, 1, 6) LIMIT 1) AS 代码地区,
             (SELECT n.地区 FROM 单位名录 n
              WHERE n.组 = '县区' AND instr(m.开办单位, n.地区) > 0
              LIMIT 1) AS 名称地区
      FROM 新媒体 m
      LEFT JOIN 单位名录 u
        ON m.开办单位 IN (u.全称, u.简称)
           OR instr('；' || u.别名 || '；', '；' || m.开办单位 || '；') > 0);

-- 附件4，次序同原表。
CREATE VIEW 不合格账号 AS
SELECT 标识码, 开办单位, 账号名称, 账号类型, 结果, 突出问题, 地区, 全称, 简称
FROM 账号
WHERE 结果 = '不合格'
ORDER BY _row;

CREATE VIEW 新媒体总览 AS
SELECT 备案数, 不合格数, 备案数 - 不合格数 AS 合格数
FROM (SELECT 备案账号数 AS 备案数,
             (SELECT count(*) FROM 新媒体 WHERE 结果 = '不合格') AS 不合格数
      FROM 期次);

-- 有不合格账号的地区，按在原表里出现的先后。
CREATE VIEW 地区账号 AS
SELECT 地区, count(*) AS 个数
FROM 账号
WHERE 结果 = '不合格'
GROUP BY 地区
ORDER BY min(_row);

-- 一个也没有的地区，按名录。
CREATE VIEW 无不合格地区 AS
SELECT 地区, 0 AS 个数
FROM 名录
WHERE 地区 NOT IN (SELECT 地区 FROM 账号
                   WHERE 结果 = '不合格' AND 地区 IS NOT NULL)
GROUP BY 地区
ORDER BY min(序);


-- 五、上期通报过的问题 --------------------------------------------------------

-- 存在问题以分号分条，每条一行：本期和上期。
CREATE VIEW 问题条目 AS
WITH RECURSIVE 拆(本期, 单位, 条, 余, 第) AS (
  SELECT 1, 单位, NULL, rtrim(存在问题, '。') || '；', 0
  FROM 网站 WHERE 存在问题 IS NOT NULL
  UNION ALL
  SELECT 0, 单位, NULL, rtrim(存在问题, '。') || '；', 0
  FROM 上期.网站 WHERE 存在问题 IS NOT NULL
  UNION ALL
  SELECT 本期, 单位, trim(substr(余, 1, instr(余, '；') - 1)),
         substr(余, instr(余, '；') + 1), 第 + 1
  FROM 拆 WHERE 余 <> '')
SELECT 本期, 单位, 条, 第 FROM 拆 WHERE 第 > 0;

-- 两期通报都有的问题。
CREATE VIEW 未整改问题 AS
SELECT 单位, 条 FROM 问题条目 WHERE 本期
INTERSECT
SELECT 单位, 条 FROM 问题条目 WHERE NOT 本期;

CREATE VIEW 未整改 AS
SELECT 简称 FROM 名录 WHERE 全称 IN (SELECT 单位 FROM 未整改问题)
ORDER BY 序;

-- 上期要求归到征集调查平台的单位。
CREATE VIEW 上期征集渠道 AS
SELECT 简称 FROM 名录
WHERE 全称 IN (SELECT 单位 FROM 问题条目
               WHERE NOT 本期 AND 条 LIKE '%唯一征集调查渠道')
ORDER BY 序;

-- 附件1 的存在问题：未整改的逐条注明。
CREATE VIEW 问题标注 AS
SELECT 单位, 文 || CASE WHEN 存在问题 LIKE '%。' THEN '。' ELSE '' END AS 文
FROM (SELECT t.单位, w.存在问题,
             group_concat(t.条 || CASE WHEN n.条 IS NULL THEN ''
                                  ELSE '（' || replace(p.期别上期, '第', '')
                                       || '通报问题未整改）' END, '；')
               OVER (PARTITION BY t.单位 ORDER BY t.第
                     ROWS BETWEEN UNBOUNDED PRECEDING
                              AND UNBOUNDED FOLLOWING) AS 文,
             row_number() OVER (PARTITION BY t.单位 ORDER BY t.第) AS 第
      FROM 问题条目 t JOIN 网站 w ON w.单位 = t.单位 CROSS JOIN 期次 p
           LEFT JOIN 未整改问题 n ON n.单位 = t.单位 AND n.条 = t.条
      WHERE t.本期 AND t.单位 IN (SELECT 单位 FROM 未整改问题))
WHERE 第 = 1;

CREATE VIEW 检查情况表 AS
SELECT j.网站标识码, j.单位名称, j.首页网址, j.得分, j.等次, j.是县区,
       j.计分, j.不合格, coalesce(b.文, j.存在问题) AS 存在问题
FROM 检查情况 j LEFT JOIN 问题标注 b ON b.单位 = j.单位名称
ORDER BY j.序;


-- 六、“存在问题”一节要点到的单位 ----------------------------------------------

CREATE VIEW 转载未落实 AS
SELECT 简称 FROM 检查情况
WHERE 存在问题 LIKE '%未按照规范要求转载国务院%'
ORDER BY 序;

CREATE VIEW 两项不合格 AS
SELECT 简称 FROM 不合格网站
WHERE 单位名称 IN (SELECT 全称 FROM 不合格账号 WHERE 全称 IS NOT NULL);


-- 七、检查：每个视图都应为空，每一行是一条发现 ----------------------------------

CREATE VIEW 县区无得分 AS
SELECT 简称, _file, _sheet, _row, '得分' AS _col
FROM 检查情况
WHERE 是县区 AND 得分 IS NULL AND 等次 IS NOT '不合格';

CREATE VIEW 部门无等次 AS
SELECT 简称, _file, _sheet, _row, '等次' AS _col
FROM 检查情况
WHERE NOT 是县区 AND 等次 IS NULL;

CREATE VIEW 部门有得分 AS
SELECT 简称, 得分, _file, _sheet, _row, '得分' AS _col
FROM 检查情况
WHERE NOT 是县区 AND 得分 IS NOT NULL;

-- 得分与等次各说各话：60 分以下却填了合格以上的等次。
CREATE VIEW 得分与等次不符 AS
SELECT 简称, 得分, 等次, _file, _sheet, _row, '等次' AS _col
FROM 检查情况 CROSS JOIN 规则 r
WHERE 是县区 AND 得分 < r.合格线 AND 等次 <> '不合格';

CREATE VIEW 不合格无问题 AS
SELECT 简称, _file, _sheet, _row, '存在问题' AS _col
FROM 检查情况
WHERE 不合格 AND 存在问题 IS NULL;

CREATE VIEW 优而有问题 AS
SELECT 简称, 存在问题, _file, _sheet, _row, '存在问题' AS _col
FROM 检查情况
WHERE NOT 是县区 AND 等次 = '优' AND 存在问题 IS NOT NULL;

CREATE VIEW 标识码与名录不符 AS
SELECT j.简称, j.网站标识码, u.代码, j._file, j._sheet, j._row,
       '网站标识码' AS _col
FROM 检查情况 j JOIN 名录 u ON u.全称 = j.单位名称
WHERE u.代码 <> j.网站标识码;

CREATE VIEW 名录网站未检查 AS
SELECT 简称, _file, _sheet, _row
FROM 名录
WHERE 全称 NOT IN (SELECT 单位名称 FROM 检查情况);

CREATE VIEW 检查网站无互动 AS
SELECT 简称, _file, _sheet, _row, '单位' AS _col
FROM 检查情况
WHERE 单位名称 NOT IN (SELECT 全称 FROM 答复情况);

CREATE VIEW 互动网站未检查 AS
SELECT 简称, _file, _sheet, _row, '单位' AS _col
FROM 答复情况
WHERE 全称 NOT IN (SELECT 单位名称 FROM 检查情况);

-- 存在问题写“未在 N 个工作日内答复”，而答复记录显示在 N 个工作日内答复了。
CREATE VIEW 答复与问题不符 AS
SELECT j.简称, d.提问日期, d.答复日期, d.工作日, n.天数,
       j._file, j._sheet, j._row, '存在问题' AS _col
FROM 检查情况 j
JOIN 答复情况 d ON d.全称 = j.单位名称
JOIN (SELECT 快答天数 AS 天数, 1 AS 档 FROM 规则
      UNION ALL SELECT 答复期限, 2 FROM 规则) n
  ON d.档 <= n.档
     AND replace(j.存在问题, ' ', '') LIKE
         '%未在' || n.天数 || '个工作日内答复%';

-- 反过来：答复记录显示慢了，存在问题却没有写。
CREATE VIEW 慢答未写入问题 AS
SELECT j.简称, d.提问日期, d.答复日期, n.天数,
       j._file, j._sheet, j._row, '存在问题' AS _col
FROM 检查情况 j
JOIN 答复情况 d ON d.全称 = j.单位名称
JOIN (SELECT 快答天数 AS 天数, 2 AS 档 FROM 规则
      UNION ALL SELECT 答复期限, 3 FROM 规则) n ON d.档 = n.档
WHERE replace(coalesce(j.存在问题, ''), ' ', '') NOT LIKE
      '%未在' || n.天数 || '个工作日内答复%';

CREATE VIEW 答复早于提问 AS
SELECT u.简称, h.提问时间, h.答复时间, h._file, h._sheet, h._row,
       '答复时间' AS _col
FROM 互动 h JOIN 名录 u ON u.全称 = h.单位
WHERE h.答复时间 < h.提问时间;

CREATE VIEW 提问不在检查期 AS
SELECT d.简称, d.提问日期, d._file, d._sheet, d._row, '提问时间' AS _col
FROM 答复情况 d CROSS JOIN 期次 p
WHERE d.提问日期 NOT BETWEEN p.检查开始 AND p.检查结束;

CREATE VIEW 答复晚于成文 AS
SELECT d.简称, d.答复日期, d._file, d._sheet, d._row, '答复时间' AS _col
FROM 答复情况 d CROSS JOIN 期次 p
WHERE d.答复日期 > p.成文日期;

-- 到成文之日期限还没有过，不能说它没有答复。
CREATE VIEW 未答复期限未满 AS
SELECT d.简称, d.提问日期, d._file, d._sheet, d._row, '答复时间' AS _col
FROM 答复情况 d CROSS JOIN 期次 p CROSS JOIN 规则 r
WHERE d.答复日期 IS NULL
  AND workdays(d.提问日期, p.成文日期) <= r.答复期限;

CREATE VIEW 账号地区不明 AS
SELECT 账号名称, 开办单位, coalesce(标识码, '无') AS 标识码,
       _file, _sheet, _row,
       CASE WHEN 标识码 IS NULL THEN '开办单位' ELSE '标识码' END AS _col
FROM 账号
WHERE 地区 IS NULL;

CREATE VIEW 账号地区不符 AS
SELECT 账号名称, 开办单位, 标识码, 地区, 名称地区, _file, _sheet, _row,
       '标识码' AS _col
FROM 账号
WHERE 标识码 IS NOT NULL AND 名称地区 <> 地区;

CREATE VIEW 账号无标识码 AS
SELECT 账号名称, 开办单位, _file, _sheet, _row, '标识码' AS _col
FROM 账号
WHERE 标识码 IS NULL AND 结果 = '不合格';

CREATE VIEW 账号重复 AS
SELECT b.账号名称, b.账号类型, b.开办单位, a._row AS 前行,
       b._file, b._sheet, b._row, '账号名称' AS _col
FROM 新媒体 a JOIN 新媒体 b
  ON a.账号名称 = b.账号名称 AND a.账号类型 = b.账号类型
     AND a.开办单位 = b.开办单位 AND a._row < b._row;

CREATE VIEW 不合格多于备案 AS
SELECT z.不合格数, z.备案数, p._file, p._sheet, p._row, '备案账号数' AS _col
FROM 新媒体总览 z CROSS JOIN 期次 p
WHERE z.不合格数 > z.备案数;

CREATE VIEW 日期颠倒 AS
SELECT 前项, 前日, 后项, 后日, p._file, p._sheet, p._row, 后项 AS _col
FROM (SELECT '检查开始' AS 前项, 检查开始 AS 前日,
             '检查结束' AS 后项, 检查结束 AS 后日 FROM 期次
      UNION ALL SELECT '检查结束', 检查结束, '成文日期', 成文日期 FROM 期次
      UNION ALL SELECT '采样截止', 采样截止, '成文日期', 成文日期 FROM 期次
      UNION ALL SELECT '成文日期', 成文日期, '整改期限', 整改期限 FROM 期次
      UNION ALL SELECT '成文日期', 成文日期, '年度报表期限', 年度报表期限
                FROM 期次)
     CROSS JOIN 期次 p
WHERE 后日 < 前日;

CREATE VIEW 检查不在本期 AS
SELECT 期别, 检查开始, 检查结束, _file, _sheet, _row, '检查开始' AS _col
FROM 期次
WHERE 检查开始 < 期别起 OR 检查结束 > 期别止;

-- 限期落在休息日，单位无法当天报送。
CREATE VIEW 期限在休息日 AS
SELECT 项, 日, p._file, p._sheet, p._row, 项 AS _col
FROM (SELECT '整改期限' AS 项, 整改期限 AS 日 FROM 期次
      UNION ALL SELECT '年度报表期限', 年度报表期限 FROM 期次)
     CROSS JOIN 期次 p
WHERE workdays(date(日, '-1 day'), 日) = 0;

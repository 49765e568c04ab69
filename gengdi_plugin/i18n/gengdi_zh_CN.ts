<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>@default</name>
    <message>
        <source> ({examples})</source>
        <translation>（{examples}）</translation>
    </message>
    <message>
        <source> / </source>
        <translation> / </translation>
    </message>
    <message>
        <source> It lies as it would with the central meridian of another zone.</source>
        <translation>其位置像是用了其他带的中央子午线。</translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation><numerusform>，另有 %n 个</numerusform></translation>
    </message>
    <message>
        <source> at {lon:.6f}, {lat:.6f}</source>
        <translation>，位于 {lon:.6f}, {lat:.6f}</translation>
    </message>
    <message>
        <source> m²</source>
        <translation> m²</translation>
    </message>
    <message>
        <source> or </source>
        <translation>或</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message numerus="yes">
        <source>%n already there</source>
        <translation><numerusform>已有 %n 条</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n approval(s), each of a known type.</source>
        <translation><numerusform>共 %n 条审批，类型均已知。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n are missing or were altered after they were recorded:</source>
        <translation><numerusform>其中 %n 张缺失或入库后被改动：</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n boundary(ies) reshaped.</source>
        <translation><numerusform>已修整 %n 个边界。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n boundary(ies) snapped to the neighbours.</source>
        <translation><numerusform>已将 %n 个边界贴合到相邻边界。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) extended to {day}.</source>
        <translation><numerusform>%n 件已延期至 {day}。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) handed over.</source>
        <translation><numerusform>已转办 %n 件。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) of an earlier import</source>
        <translation><numerusform>此前已提出的冲突 %n 个</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) to decide</source>
        <translation><numerusform>待裁定冲突 %n 个</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation><numerusform>剩余 %n 天</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) over</source>
        <translation><numerusform>超期 %n 天</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) over: {step} was due on {day}; now with the {level} level.</source>
        <translation><numerusform>已超期 %n 天：{step}应于 {day} 前完成，现由{level}督办。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) are still being screened.</source>
        <translation><numerusform>%n 份手续仍在复筛。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s) added</source>
        <translation><numerusform>新增核查结果 %n 条</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s) were there already</source>
        <translation><numerusform>已在库 %n 条</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) do not say their encoding and are read as their bytes say:</source>
        <translation><numerusform>%n 个图层未说明编码，按其字节识别读取：</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) have all the fields their role needs.</source>
        <translation><numerusform>%n 个图层的所需字段齐全。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) lie where their system says ({systems}).</source>
        <translation><numerusform>%n 个图层的位置与坐标系相符（{systems}）。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n new finding(s)</source>
        <translation><numerusform>新增核查结论 %n 条</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n new photo(s)</source>
        <translation><numerusform>新增照片 %n 张</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n of them without anybody responsible</source>
        <translation><numerusform>其中 %n 次没有责任人</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n open case(s)</source>
        <translation><numerusform>在办%n件</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) running</source>
        <translation><numerusform>正在进行 %n 项操作</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n other(s) are not among these.</source>
        <translation><numerusform>另有 %n 个不在此列。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation><numerusform>超期%n件</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) split off.</source>
        <translation><numerusform>已分割出 %n 块。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es)</source>
        <translation><numerusform>%n 个图斑</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) dispatched</source>
        <translation><numerusform>已派发 %n 个图斑</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) dispatched. Next: the inspectors record what they find.</source>
        <translation><numerusform>已派发 %n 个图斑。下一步：由巡查员录入核查结果。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) have the number “{name}”: give the spatial code.</source>
        <translation><numerusform>有 %n 个图斑编号为“{name}”：请改填空间码。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) in the list</source>
        <translation><numerusform>清单含 %n 个图斑</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) in the package</source>
        <translation><numerusform>任务包含 %n 个图斑</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) keep their colour with other figures</source>
        <translation><numerusform>%n 个图斑颜色不变、数据有变</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) left open.</source>
        <translation><numerusform>未定 %n 个。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) left out: nobody is to rectify there.</source>
        <translation><numerusform>略去%n个图斑：不属于需要整改的图斑。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) selected.</source>
        <translation><numerusform>已选 %n 个图斑。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) taken as rectified.</source>
        <translation><numerusform>假设%n个图斑整改到位。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) wait on: nobody is responsible for their unit.</source>
        <translation><numerusform>%n 个图斑暂不派发：其所在单位没有责任人。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) will be sent.</source>
        <translation><numerusform>将派发 %n 个图斑。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) without a finding yet</source>
        <translation><numerusform>尚无核查结论的图斑 %n 个</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) would turn {code}</source>
        <translation><numerusform>%n 个图斑将变为{code}</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patches go on as {patch_no}.</source>
        <translation><numerusform>%n 个图斑合并为 {patch_no} 继续办理。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patrol(s) made</source>
        <translation><numerusform>新增 %n 次巡查</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n patrol(s) planned.</source>
        <translation><numerusform>已计划 %n 次巡查。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation><numerusform>照片%n张</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) added</source>
        <translation><numerusform>新增照片 %n 张</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) of the workspace were looked at.</source>
        <translation><numerusform>已查看工作库中的 %n 张照片。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n record(s), what matters to the verdict first.</source>
        <translation><numerusform>共%n条记录，按对判定的影响排序。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n responsible person(s)</source>
        <translation><numerusform>责任人 %n 人</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied</source>
        <translation><numerusform>已复制 %n 行</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <translation><numerusform>已复制 %n 行。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) refused</source>
        <translation><numerusform>未采纳 %n 行</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n saved change(s) of boundaries are not logged, as no workspace is open.</source>
        <translation><numerusform>已保存的 %n 处边界变更未记录：没有打开工作库。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n saved change(s) wait for a workspace.</source>
        <translation><numerusform>已保存的 %n 处变更等待写入工作库。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n selected in {layer}</source>
        <translation><numerusform>{layer} 中选中的 %n 个要素</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n smaller one(s) are left out: run the algorithm Dossier of places for all.</source>
        <translation><numerusform>另有较小的%n条未列出，如需全部请运行算法“地块档案”。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n spatial code(s) copied.</source>
        <translation><numerusform>已复制 %n 个空间码。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n step(s), oldest first. Copied and exported without names.</source>
        <translation><numerusform>共%n步，按时间先后排列；复制和导出时隐去姓名。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n template(s) copied</source>
        <translation><numerusform>已复制%n个模板</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) missing</source>
        <translation><numerusform>缺失 %n 项</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n verdict(s) are recorded as a run.</source>
        <translation><numerusform>已将 %n 个结论记录为一次筛查。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n verdict(s) differ from the saved run because layers changed since:</source>
        <translation><numerusform>因图层此后有变化，%n 个结论与已保存的筛查不同：</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n verdict(s) differ from the saved run because of unsaved edits:</source>
        <translation><numerusform>因未保存的编辑，%n 个结论与已保存的筛查不同：</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s) on: choose a person, or import the responsible people.</source>
        <translation><numerusform>%n 个暂不派发：请指定责任人，或先导入责任人。</numerusform></translation>
    </message>
    <message>
        <source>&amp;Add Measure</source>
        <translation>添加措施(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Add Rule of a Unit…</source>
        <translation>添加单独规定(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>列(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Default for This Rule</source>
        <translation>本条恢复默认(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;End of the audit chain:</source>
        <translation>审计链末端(&amp;E)：</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Gengdi</source>
        <translation>耕地智保(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Retry</source>
        <translation>重试(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save As…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Use in This Project</source>
        <translation>用于本工程(&amp;U)</translation>
    </message>
    <message numerus="yes">
        <source>(%n more: see the tip)</source>
        <translation><numerusform>（另有%n条，见提示）</numerusform></translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
    <message>
        <source>1 Layers</source>
        <translation>1 图层</translation>
    </message>
    <message>
        <source>121.50012, 29.95034 and Enter</source>
        <translation>121.50012, 29.95034 后回车</translation>
    </message>
    <message>
        <source>2 Bind</source>
        <translation>2 绑定</translation>
    </message>
    <message>
        <source>2026-01-01, empty: always</source>
        <translation>如 2026-01-01，空：不限</translation>
    </message>
    <message>
        <source>2026-12-31, empty: always</source>
        <translation>如 2026-12-31，空：不限</translation>
    </message>
    <message>
        <source>3 Check-up</source>
        <translation>3 体检</translation>
    </message>
    <message>
        <source>3 Sources</source>
        <translation>3 污染源</translation>
    </message>
    <message>
        <source>4 Problems</source>
        <translation>4 问题</translation>
    </message>
    <message>
        <source>4 Screen</source>
        <translation>4 筛查</translation>
    </message>
    <message>
        <source>5 Review</source>
        <translation>5 复核</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>; {n} patches have none.</source>
        <translation>；{n} 个图斑没有编号。</translation>
    </message>
    <message>
        <source>&lt;h3&gt;gengdi_area(geometry)&lt;/h3&gt;&lt;p&gt;The official ellipsoidal area in m² (CGCS2000, the formula of the national land survey) of a polygon, whatever the project measures in. The geometry is taken in the layer's CRS (&lt;code&gt;@layer_crs&lt;/code&gt;), else in EPSG:4490.&lt;/p&gt;&lt;p&gt;&lt;code&gt;round(gengdi_area($geometry), 2)&lt;/code&gt;&lt;/p&gt;</source>
        <translation>&lt;h3&gt;gengdi_area(geometry)&lt;/h3&gt;&lt;p&gt;多边形的法定椭球面积，单位为平方米（CGCS2000，国土调查椭球面积公式），与工程的量算设置无关。几何按图层的坐标系（&lt;code&gt;@layer_crs&lt;/code&gt;）读取，没有时按 EPSG:4490。&lt;/p&gt;&lt;p&gt;&lt;code&gt;round(gengdi_area($geometry), 2)&lt;/code&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;h3&gt;gengdi_code_word(code)&lt;/h3&gt;&lt;p&gt;Letter and word of a colour code (&lt;i&gt;green&lt;/i&gt;, &lt;i&gt;yellow&lt;/i&gt;, &lt;i&gt;red&lt;/i&gt;, &lt;i&gt;blue&lt;/i&gt;) in the language of the interface; any other text as it is.&lt;/p&gt;&lt;p&gt;&lt;code&gt;gengdi_code_word("code")&lt;/code&gt;&lt;/p&gt;</source>
        <translation>&lt;h3&gt;gengdi_code_word(code)&lt;/h3&gt;&lt;p&gt;码色（&lt;i&gt;green&lt;/i&gt;、&lt;i&gt;yellow&lt;/i&gt;、&lt;i&gt;red&lt;/i&gt;、&lt;i&gt;blue&lt;/i&gt;）的字样和名称，用界面语言；其他文字原样返回。&lt;/p&gt;&lt;p&gt;&lt;code&gt;gengdi_code_word("code")&lt;/code&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;h3&gt;gengdi_grid_cell(code)&lt;/h3&gt;&lt;p&gt;The cell of a Beidou grid position code (GB/T 39409-2020) as a polygon in EPSG:4490.&lt;/p&gt;&lt;p&gt;&lt;code&gt;gengdi_grid_cell('N51H334659C000')&lt;/code&gt;&lt;/p&gt;</source>
        <translation>&lt;h3&gt;gengdi_grid_cell(code)&lt;/h3&gt;&lt;p&gt;北斗网格位置码（GB/T 39409-2020）对应的网格单元，EPSG:4490 面。&lt;/p&gt;&lt;p&gt;&lt;code&gt;gengdi_grid_cell('N51H334659C000')&lt;/code&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;h3&gt;gengdi_grid_code(geometry, level)&lt;/h3&gt;&lt;p&gt;The Beidou grid position code (GB/T 39409-2020) of an interior point of the geometry. &lt;i&gt;level&lt;/i&gt; is 1 to 10, 7 when left out (about 7 m). The geometry is taken in the layer's CRS (&lt;code&gt;@layer_crs&lt;/code&gt;), else in EPSG:4490.&lt;/p&gt;&lt;p&gt;&lt;code&gt;gengdi_grid_code($geometry, 7)&lt;/code&gt;&lt;/p&gt;</source>
        <translation>&lt;h3&gt;gengdi_grid_code(geometry, level)&lt;/h3&gt;&lt;p&gt;几何图形内一点的北斗网格位置码（GB/T 39409-2020）。&lt;i&gt;level&lt;/i&gt; 为 1 至 10 级，省略时为 7 级（约 7 米）。几何图形按图层坐标系（&lt;code&gt;@layer_crs&lt;/code&gt;）理解，没有时按 EPSG:4490。&lt;/p&gt;&lt;p&gt;&lt;code&gt;gengdi_grid_code($geometry, 7)&lt;/code&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;h3&gt;gengdi_mu(m2)&lt;/h3&gt;&lt;p&gt;Square metres as mu (亩): 1 mu = 2000/3 m².&lt;/p&gt;&lt;p&gt;&lt;code&gt;round(gengdi_mu(gengdi_area($geometry)), 2)&lt;/code&gt;&lt;/p&gt;</source>
        <translation>&lt;h3&gt;gengdi_mu(m2)&lt;/h3&gt;&lt;p&gt;平方米换算成亩：1 亩 = 2000/3 平方米。&lt;/p&gt;&lt;p&gt;&lt;code&gt;round(gengdi_mu(gengdi_area($geometry)), 2)&lt;/code&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;h3&gt;gengdi_patch_tip(source, uid)&lt;/h3&gt;&lt;p&gt;Number, code, reason, areas and day of a patch of a workspace, as HTML for map tips. &lt;i&gt;source&lt;/i&gt; is that of a layer of the workspace.&lt;/p&gt;&lt;p&gt;&lt;code&gt;gengdi_patch_tip(layer_property(@layer_id, 'source'), "uid")&lt;/code&gt;&lt;/p&gt;</source>
        <translation>&lt;h3&gt;gengdi_patch_tip(source, uid)&lt;/h3&gt;&lt;p&gt;工作库中一个图斑的编号、码色、原因、面积和期限，为地图提示用的 HTML。&lt;i&gt;source&lt;/i&gt; 是该工作库图层的数据源。&lt;/p&gt;&lt;p&gt;&lt;code&gt;gengdi_patch_tip(layer_property(@layer_id, 'source'), "uid")&lt;/code&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;h3&gt;gengdi_reason_word(reason)&lt;/h3&gt;&lt;p&gt;What a reason of the screening (&lt;i&gt;no_approval&lt;/i&gt; …), a state of a case (&lt;i&gt;dispatched&lt;/i&gt; …) or the reason why an approval does not count (&lt;i&gt;after_image&lt;/i&gt; …) means, in the language of the interface; any other text as it is.&lt;/p&gt;&lt;p&gt;&lt;code&gt;gengdi_reason_word("reason")&lt;/code&gt;&lt;/p&gt;</source>
        <translation>&lt;h3&gt;gengdi_reason_word(reason)&lt;/h3&gt;&lt;p&gt;筛查原因（&lt;i&gt;no_approval&lt;/i&gt; 等）、案件状态（&lt;i&gt;dispatched&lt;/i&gt; 等）或手续不作依据的原因（&lt;i&gt;after_image&lt;/i&gt; 等）的含义，用界面语言；其他文字原样返回。&lt;/p&gt;&lt;p&gt;&lt;code&gt;gengdi_reason_word("reason")&lt;/code&gt;&lt;/p&gt;</translation>
    </message>
    <message>
        <source>A Python library is missing: {name}</source>
        <translation>缺少 Python 库：{name}</translation>
    </message>
    <message>
        <source>A click takes a filter away</source>
        <translation>单击可取消该条件</translation>
    </message>
    <message>
        <source>A deadline is at least one working day; {days} was given.</source>
        <translation>期限至少为 1 个工作日，给定值为 {days}。</translation>
    </message>
    <message>
        <source>A deadline must be given.</source>
        <translation>必须给出时限。</translation>
    </message>
    <message>
        <source>A document without a number proves nothing: fill in its number.</source>
        <translation>没有文号的手续不能作为依据：请填写文号。</translation>
    </message>
    <message>
        <source>A draft for each selected, else shown, patch that is confirmed or being rectified</source>
        <translation>为所选（否则为显示的）已认定违法或整改中的图斑各打印一份草稿</translation>
    </message>
    <message>
        <source>A feature in several units is counted where most of it lies</source>
        <translation>跨行政区的要素计入面积最大的行政区</translation>
    </message>
    <message>
        <source>A geometry lies where its CRS {crs} cannot be transformed to EPSG:4490: check the CRS.</source>
        <translation>有几何图形所在位置不能从坐标系 {crs} 转换到 EPSG:4490：请检查坐标系。</translation>
    </message>
    <message>
        <source>A grid code needs a point, and this geometry has none.</source>
        <translation>网格码需要一个点，而该几何图形没有点。</translation>
    </message>
    <message>
        <source>A parcel in several units is counted where most of it lies</source>
        <translation>跨行政区的图斑计入面积最大的行政区</translation>
    </message>
    <message>
        <source>A part of the workspace cannot be read: {reason}</source>
        <translation>工作库的一部分无法读取：{reason}</translation>
    </message>
    <message>
        <source>A part would be {area:.2f} m² only: draw the line so that every part is at least 1 m².</source>
        <translation>有一部分仅 {area:.2f} m²：请重新画线，使每一部分不小于 1 m²。</translation>
    </message>
    <message>
        <source>A patch is named twice: send it once.</source>
        <translation>同一图斑出现两次：请只派发一次。</translation>
    </message>
    <message>
        <source>A patch without ground cannot be merged.</source>
        <translation>没有图形的图斑不能合并。</translation>
    </message>
    <message>
        <source>A patrol is recorded when it was walked: {day} is still to come.</source>
        <translation>巡查完成后才能登记：{day} 尚未到来。</translation>
    </message>
    <message>
        <source>A plan goes from a day to a later one, at most {days} days on: {first} to {last} does not.</source>
        <translation>计划的起止日期须先后有序且不超过 {days} 天：{first} 至 {last} 不符合。</translation>
    </message>
    <message>
        <source>A problem needs a title and a source: fill in both.</source>
        <translation>问题须有标题和来源：请填写完整。</translation>
    </message>
    <message>
        <source>A re-screening counts only when it names its recorded run.</source>
        <translation>重新筛查须注明已保存的筛查批次才有效。</translation>
    </message>
    <message>
        <source>A reason must be given.</source>
        <translation>必须填写理由。</translation>
    </message>
    <message>
        <source>A required field is not mapped: open the mapping.</source>
        <translation>有必需字段未对应：请打开字段对应。</translation>
    </message>
    <message>
        <source>A required input: no patch can turn green without it.</source>
        <translation>必需数据：缺少时不会有绿码。</translation>
    </message>
    <message>
        <source>A selected feature of “{layer}” does not lie where its CRS can be: {reason}</source>
        <translation>“{layer}”中选中的要素不在其坐标系适用范围内：{reason}</translation>
    </message>
    <message>
        <source>A stored row was changed after the run: nothing else explains it.</source>
        <translation>筛查之后有存储的记录被改动，别无其他原因。</translation>
    </message>
    <message>
        <source>About this rule set</source>
        <translation>规则集说明</translation>
    </message>
    <message>
        <source>Absent: {absent}. A patch that is lawful by one of these stays yellow. Present: {present}.</source>
        <translation>缺少：{absent}。凭这些手续合法的图斑仍会是黄码。已有：{present}。</translation>
    </message>
    <message>
        <source>Accept or Return Patch {patch_no}</source>
        <translation>图斑{patch_no}整改验收</translation>
    </message>
    <message>
        <source>Accept or Return…</source>
        <translation>整改验收…</translation>
    </message>
    <message>
        <source>Accept: the case is closed</source>
        <translation>验收通过：予以销号</translation>
    </message>
    <message>
        <source>Acceptance decision</source>
        <translation>验收意见</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账别</translation>
    </message>
    <message>
        <source>Account and unit</source>
        <translation>专账与行政区</translation>
    </message>
    <message>
        <source>Accounts, below each its units by code</source>
        <translation>各专账，其下行政区按代码排列</translation>
    </message>
    <message>
        <source>Actual use</source>
        <translation>实际用途</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add Boundary</source>
        <translation>加入边界</translation>
    </message>
    <message>
        <source>Add Layers…</source>
        <translation>添加图层…</translation>
    </message>
    <message>
        <source>Add Photos…</source>
        <translation>添加照片…</translation>
    </message>
    <message>
        <source>Add Problem</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Add Tianditu Basemap</source>
        <translation>添加天地图底图</translation>
    </message>
    <message>
        <source>Add Tianditu Basemap…</source>
        <translation>添加天地图底图…</translation>
    </message>
    <message>
        <source>Add patches and uncovered parts of the open workspace to the map</source>
        <translation>把当前工作库的图斑和未覆盖部分加到地图上</translation>
    </message>
    <message>
        <source>Add the layer to the project; it is bound by itself or on the Layers page.</source>
        <translation>把该图层加入工程；软件会自动绑定，也可在“图层”页手工绑定。</translation>
    </message>
    <message>
        <source>Add the layers of enterprises, discharge permits and outlets, or load the demo district with the button below.</source>
        <translation>请加入企业、排污许可证和排放口图层，或用下方按钮加载演示区。</translation>
    </message>
    <message>
        <source>Add the layers with Layer ▸ Data Source Manager, then check again.</source>
        <translation>请用菜单“图层 ▸ 数据源管理器”添加图层，然后重新体检。</translation>
    </message>
    <message>
        <source>Add the parcels of all towns, of every land class and not of farmland only.</source>
        <translation>请加入所有镇的地类图斑，要包含全部地类，而不只是耕地。</translation>
    </message>
    <message>
        <source>Add the units of the whole county.</source>
        <translation>请加入全区县的行政区。</translation>
    </message>
    <message>
        <source>Add them if the bureau has them; a kind that does not occur here needs nothing.</source>
        <translation>单位有这些资料就加入；本地没有的种类不必处理。</translation>
    </message>
    <message>
        <source>Add what the bureau has approved: conversion, land supply, registration, facility agriculture, temporary use, homesteads.</source>
        <translation>请加入本单位已批的资料：农转用、供地、不动产登记、设施农用地、临时用地、宅基地。</translation>
    </message>
    <message>
        <source>Add your layers to the project as always, or load the demo district with the button below.</source>
        <translation>照常把图层加入工程，或用下面的按钮加载演示区。</translation>
    </message>
    <message>
        <source>Adds the field grid_code: the Beidou grid position code of GB/T 39409-2020 of an interior point of each feature. Level 5 is about 110 m, level 7 about 7 m wide. Layers of any CRS are taken to EPSG:4490 (CGCS2000) first; a feature without geometry has no code.</source>
        <translation>增加字段 grid_code：每个要素内一点的北斗网格位置码（GB/T 39409-2020）。第 5 级约 110 米，第 7 级约 7 米。任何坐标系的图层先转换到 EPSG:4490（CGCS2000）；没有几何图形的要素没有码。</translation>
    </message>
    <message>
        <source>Administrative units</source>
        <translation>行政区</translation>
    </message>
    <message>
        <source>After</source>
        <translation>后时相</translation>
    </message>
    <message>
        <source>After (m²)</source>
        <translation>变更后（m²）</translation>
    </message>
    <message>
        <source>After image</source>
        <translation>后时相</translation>
    </message>
    <message>
        <source>After images from</source>
        <translation>后时相自</translation>
    </message>
    <message>
        <source>After images until</source>
        <translation>后时相至</translation>
    </message>
    <message>
        <source>After the changes</source>
        <translation>变化后</translation>
    </message>
    <message>
        <source>Alert level</source>
        <translation>预警等级</translation>
    </message>
    <message>
        <source>All accounts into a spreadsheet or text file, with their method</source>
        <translation>将全部账目连同口径说明导出为电子表格或文本</translation>
    </message>
    <message>
        <source>All files are as they were recorded.</source>
        <translation>文件均与入库时一致。</translation>
    </message>
    <message>
        <source>All reasons</source>
        <translation>全部原因</translation>
    </message>
    <message>
        <source>All units</source>
        <translation>全部单位</translation>
    </message>
    <message>
        <source>All {checked} verdicts follow from what the workspace keeps.</source>
        <translation>全部 {checked} 条判定均可由工作库中的数据复算得出。</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>黄</translation>
    </message>
    <message>
        <source>An extension must lead to a later day than {day}.</source>
        <translation>延期须晚于原期限 {day}。</translation>
    </message>
    <message>
        <source>An item is merged into another one that is open: choose one that is not closed.</source>
        <translation>只能并入另一个未办结的事项：请另选一项。</translation>
    </message>
    <message>
        <source>An older version of Gengdi did not keep all that the verdict rests on.</source>
        <translation>旧版耕地智保未完整保存判定所依据的数据。</translation>
    </message>
    <message>
        <source>Another person accepts the rectification, or returns it</source>
        <translation>由另一人验收或退回整改</translation>
    </message>
    <message>
        <source>Another person than the one who reported it must decide.</source>
        <translation>须由上报人以外的人员验收。</translation>
    </message>
    <message>
        <source>Another person than “{name}” must decide this (two-person rule).</source>
        <translation>须由“{name}”以外的人认定（两人原则）。</translation>
    </message>
    <message>
        <source>Another rule set: {before}, then {after}.</source>
        <translation>规则集不同：先为 {before}，后为 {after}。</translation>
    </message>
    <message>
        <source>Answers what the state and colour of every patch were at the end of a day, from the events of its case: nothing is read from what the workspace shows today. Patches that had not been screened by then are left out; a patch that was split or merged by then has a state and no colour. Nothing is changed.</source>
        <translation>根据办理记录回答某日结束时每个图斑的状态和码色，不读取工作库今天显示的内容。当时尚未筛查的图斑不列出；当时已拆分或合并的图斑有状态、无码色。不改动任何数据。</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>Approval geometries</source>
        <translation>用地审批范围</translation>
    </message>
    <message>
        <source>Approval no., then Enter</source>
        <translation>批准文号，回车录入</translation>
    </message>
    <message>
        <source>Approval type</source>
        <translation>审批类型</translation>
    </message>
    <message>
        <source>Approval types</source>
        <translation>审批类型</translation>
    </message>
    <message>
        <source>Approval types of layers (layer=type;…)</source>
        <translation>各图层的审批类型（图层=类型;…）</translation>
    </message>
    <message>
        <source>Approval types: “{piece}” cannot be read; write layer=type, several with a semicolon between, the type as in the help (for example conversion or 农转用批准).</source>
        <translation>审批类型：“{piece}”无法识别；请写成 图层=类型，多个之间用分号，类型见帮助（如 conversion 或 农转用批准）。</translation>
    </message>
    <message>
        <source>Approval: type by row</source>
        <translation>审批：类型按行</translation>
    </message>
    <message>
        <source>Approval: {type}</source>
        <translation>审批：{type}</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>用地审批</translation>
    </message>
    <message>
        <source>Approvals found</source>
        <translation>关联到的审批</translation>
    </message>
    <message>
        <source>Approvals of any type touch {n} of {m} patches.</source>
        <translation>各类审批共与 {m} 个图斑中的 {n} 个相交。</translation>
    </message>
    <message>
        <source>Approvals of every lawful kind are there.</source>
        <translation>各类合法手续齐全。</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>审批占比</translation>
    </message>
    <message>
        <source>Approved area</source>
        <translation>批准面积</translation>
    </message>
    <message>
        <source>Approved area (m²)</source>
        <translation>批准面积（m²）</translation>
    </message>
    <message>
        <source>Approved on</source>
        <translation>批准日期</translation>
    </message>
    <message>
        <source>Approved {approved} m²: difference {away} m² ({share} %)</source>
        <translation>批准 {approved} m²：相差 {away} m²（{share} %）</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Area (m²)</source>
        <translation>面积(平方米)</translation>
    </message>
    <message>
        <source>Area found unlawful</source>
        <translation>核查违法面积</translation>
    </message>
    <message>
        <source>Area m²</source>
        <translation>面积 m²</translation>
    </message>
    <message>
        <source>Area of measure {n}</source>
        <translation>措施{n}的面积</translation>
    </message>
    <message>
        <source>Area that place and feature share, ellipsoidal; nothing for points and lines</source>
        <translation>本处与该要素的重叠面积（椭球面积）；点和线没有面积</translation>
    </message>
    <message>
        <source>Area the parcels state (TBMJ)</source>
        <translation>图斑属性所载面积（TBMJ）</translation>
    </message>
    <message>
        <source>Area {m2} m² ({mu} mu)</source>
        <translation>面积 {m2} 平方米（{mu} 亩）</translation>
    </message>
    <message>
        <source>Area…</source>
        <translation>面积…</translation>
    </message>
    <message>
        <source>As known on (day)</source>
        <translation>统计基准日</translation>
    </message>
    <message>
        <source>Ask the selected work to stop (Del); nothing half-written stays</source>
        <translation>请求停止所选工作（Del）；不会留下写了一半的内容</translation>
    </message>
    <message numerus="yes">
        <source>At least %n points are needed; go on, or press Esc to give up.</source>
        <translation><numerusform>至少需要 %n 个点：请继续，或按 Esc 放弃。</numerusform></translation>
    </message>
    <message>
        <source>At screening: {sentence}</source>
        <translation>筛查时：{sentence}</translation>
    </message>
    <message>
        <source>At the end of {day}, no patch had been screened in this workspace.</source>
        <translation>{day}结束时，本工作库中尚无图斑被筛查。</translation>
    </message>
    <message>
        <source>At the end of {day}, {n} patches had a state. {parts}</source>
        <translation>{day}结束时，{n}个图斑有状态。{parts}</translation>
    </message>
    <message>
        <source>Audit Finding…</source>
        <translation>认定核查结果…</translation>
    </message>
    <message>
        <source>Audit of Patch {patch_no}</source>
        <translation>认定图斑 {patch_no}</translation>
    </message>
    <message>
        <source>Audited problems and those under rectification</source>
        <translation>已认定的问题和整改中的问题</translation>
    </message>
    <message>
        <source>Audited: the patch is now {code}, {state}.</source>
        <translation>已认定：该图斑现为{code}，{state}。</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>认定人</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>批准机关</translation>
    </message>
    <message>
        <source>Back from the images to the map</source>
        <translation>从影像回到地图</translation>
    </message>
    <message>
        <source>Basemap online: {names}. Gengdi itself works on this computer only.</source>
        <translation>联网图层：{names}。耕地智保本身只在本机工作。</translation>
    </message>
    <message>
        <source>Basic farmland</source>
        <translation>可占永久基本农田</translation>
    </message>
    <message>
        <source>Basic uncovered m²</source>
        <translation>未覆盖永农 m²</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>变化原因</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>前时相</translation>
    </message>
    <message>
        <source>Before (m²)</source>
        <translation>变更前（m²）</translation>
    </message>
    <message>
        <source>Before image</source>
        <translation>前时相</translation>
    </message>
    <message>
        <source>Before the changes</source>
        <translation>变化前</translation>
    </message>
    <message>
        <source>Before/After</source>
        <translation>前后影像</translation>
    </message>
    <message>
        <source>Begin a closed case again, with the reason</source>
        <translation>重新启用已销号的图斑，并说明原因</translation>
    </message>
    <message>
        <source>Begin an edit session of this layer: you save it or roll it back in QGIS</source>
        <translation>开启该图层的编辑：由您在 QGIS 中保存或回滚</translation>
    </message>
    <message>
        <source>Begin with {sheet}: the practice data are in {folder}.</source>
        <translation>请从 {sheet} 开始，练习数据在 {folder} 中。</translation>
    </message>
    <message>
        <source>Besides: {parts}.</source>
        <translation>另有：{parts}。</translation>
    </message>
    <message>
        <source>Best document</source>
        <translation>最佳手续文号</translation>
    </message>
    <message>
        <source>Bind Layer</source>
        <translation>绑定图层</translation>
    </message>
    <message>
        <source>Bind Layer…</source>
        <translation>绑定图层…</translation>
    </message>
    <message>
        <source>Bind Role…</source>
        <translation>绑定角色…</translation>
    </message>
    <message>
        <source>Bind a layer of administrative units and one of land-class parcels on the Layers page.</source>
        <translation>请先在“图层”页绑定行政区图层和地类图斑图层。</translation>
    </message>
    <message>
        <source>Bind layers to roles when they are added</source>
        <translation>添加图层时自动绑定角色</translation>
    </message>
    <message>
        <source>Both are the same run: choose two.</source>
        <translation>两次筛查相同，请选择不同的两次。</translation>
    </message>
    <message>
        <source>Bound with doubt, please check: {layers}.</source>
        <translation>绑定存疑，请检查：{layers}。</translation>
    </message>
    <message>
        <source>Boundaries</source>
        <translation>边界绘制</translation>
    </message>
    <message>
        <source>Boundary</source>
        <translation>边界</translation>
    </message>
    <message>
        <source>Boundary Changes</source>
        <translation>边界变更记录</translation>
    </message>
    <message>
        <source>Boundary Changes…</source>
        <translation>边界变更记录…</translation>
    </message>
    <message>
        <source>Brings findings, photos and measured boundaries back from the folder of a field package, or from a zip of it. The same folder may be imported again and again: what is in the workspace stays as it is, photos that were missing are added when they are there.

Where something else happened to a patch meanwhile (another finding, an audit, a new screening, another person), the finding is not applied: it becomes a conflict, which a person decides. REPORT has a line for every row, and for everything that is missing or odd. The folder itself is not changed. A folder of another workspace, or one that cannot be read, is refused and nothing is written.</source>
        <translation>从任务包文件夹或其zip导入核查结论、照片和实测边界。同一文件夹可反复导入：已在库的保持不变，缺少的照片补齐后再导入即可。

图斑在此期间另有变化的（他人核查、认定、重新筛查、转办），外业结论不直接采用，作为冲突由人裁定。REPORT 逐条列出每条记录以及缺失和异常。文件夹本身不会改动。其他工作库的或无法读取的文件夹不予导入，且不写入任何内容。</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>Broken ones are repaired for the comparison and listed in the log; to mend the data themselves use the Processing tool “Fix geometries”. Empty ones cannot be compared.</source>
        <translation>有错误的图形在比对时自动修复并记入日志；要修正数据本身，请用处理工具“修复几何图形”。空图形无法比对。</translation>
    </message>
    <message>
        <source>Bulletin</source>
        <translation>通报</translation>
    </message>
    <message>
        <source>By how much the town's ratio falls when this patch alone is rectified</source>
        <translation>仅该图斑整改到位时，所在乡镇占比下降的幅度</translation>
    </message>
    <message>
        <source>By name, fields and geometry; the Layers page shows the score, and you can overrule it.</source>
        <translation>按名称、字段和几何类型识别；“图层”页显示得分，可以更正。</translation>
    </message>
    <message>
        <source>By rectification rate; equal rates share a rank</source>
        <translation>按整改率排名，整改率相同的并列</translation>
    </message>
    <message>
        <source>CGCS2000 degrees (EPSG:4490)</source>
        <translation>CGCS2000 经纬度（EPSG:4490）</translation>
    </message>
    <message>
        <source>CRS</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Cancelled while layer “{layer}” was read.</source>
        <translation>读取图层“{layer}”时已取消。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Cancelled: no effect was computed.</source>
        <translation>已取消，未计算影响。</translation>
    </message>
    <message>
        <source>Cancelled: the run was not saved.</source>
        <translation>已取消：本次筛查未保存。</translation>
    </message>
    <message>
        <source>Cancelled; the accounts below are those of before.</source>
        <translation>已取消；下面仍是上一次的账目。</translation>
    </message>
    <message>
        <source>Case events</source>
        <translation>案件事项</translation>
    </message>
    <message>
        <source>Case no.</source>
        <translation>案件编号</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Cases accepted</source>
        <translation>验收通过的件数</translation>
    </message>
    <message>
        <source>Cases accepted / cases</source>
        <translation>验收通过件数/认定违法件数</translation>
    </message>
    <message>
        <source>Cases closed</source>
        <translation>销号件数</translation>
    </message>
    <message>
        <source>Cases concluded / cases filed</source>
        <translation>结案件数/立案件数</translation>
    </message>
    <message>
        <source>Cases confirmed unlawful</source>
        <translation>认定违法件数</translation>
    </message>
    <message>
        <source>Cases of enforcement filed / cases</source>
        <translation>立案件数/认定违法件数</translation>
    </message>
    <message>
        <source>Cases overdue</source>
        <translation>超期件数</translation>
    </message>
    <message>
        <source>Cases under way: whose turn it is</source>
        <translation>在办案件：轮到谁办</translation>
    </message>
    <message>
        <source>Catching up with the edits … {percent} %</source>
        <translation>正在跟上编辑……{percent}%</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>可信度</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化类型</translation>
    </message>
    <message>
        <source>Change kind</source>
        <translation>变化性质</translation>
    </message>
    <message>
        <source>Change patches</source>
        <translation>变化图斑</translation>
    </message>
    <message>
        <source>Change patches are those of {workspace}.</source>
        <translation>变化图斑取自 {workspace}。</translation>
    </message>
    <message>
        <source>Change patches of the open workspace of which more than 1 m² lies in it, by colour</source>
        <translation>当前工作库中与其重叠超过1平方米的变化图斑，按颜色计数</translation>
    </message>
    <message>
        <source>Change to: lawful</source>
        <translation>更改为：合法</translation>
    </message>
    <message>
        <source>Change to: unchanged on site</source>
        <translation>更改为：实地未变化（伪变化）</translation>
    </message>
    <message>
        <source>Change to: unlawful</source>
        <translation>更改为：违法</translation>
    </message>
    <message>
        <source>Change type</source>
        <translation>变化类型</translation>
    </message>
    <message>
        <source>Change types</source>
        <translation>变化类型</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Changed facts</source>
        <translation>改动的属性</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>变化清单</translation>
    </message>
    <message>
        <source>Changes are not logged: the project uses transaction groups, which save at once.</source>
        <translation>变更不作记录：项目启用了事务组，修改即时写入。</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>来源渠道</translation>
    </message>
    <message>
        <source>Check Again</source>
        <translation>重新体检</translation>
    </message>
    <message>
        <source>Check Stored Photos</source>
        <translation>核对存档照片</translation>
    </message>
    <message>
        <source>Check the coordinate systems, and whether approvals and patches are of the same county.</source>
        <translation>请检查坐标系，以及审批与图斑是否属于同一区县。</translation>
    </message>
    <message>
        <source>Check-up Before Screening</source>
        <translation>筛查前体检</translation>
    </message>
    <message>
        <source>Check-up before screening</source>
        <translation>筛查前体检</translation>
    </message>
    <message>
        <source>Check-up…</source>
        <translation>体检…</translation>
    </message>
    <message>
        <source>Checking photos</source>
        <translation>核对照片</translation>
    </message>
    <message>
        <source>Checking the layers before the first screening of this project …</source>
        <translation>本工程首次筛查，先检查图层……</translation>
    </message>
    <message>
        <source>Checking the layers …</source>
        <translation>正在检查图层……</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>核对结果</translation>
    </message>
    <message>
        <source>Checks of the photo</source>
        <translation>该照片的核对结果</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Choose Encoding</source>
        <translation>选择编码</translation>
    </message>
    <message>
        <source>Choose Encoding…</source>
        <translation>选择编码…</translation>
    </message>
    <message>
        <source>Choose File…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Choose None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Choose What Is Enough</source>
        <translation>选出最少所需</translation>
    </message>
    <message>
        <source>Choose a day: the states are derived from what had been recorded by then.</source>
        <translation>请选择日期：状态由当时已有的办理记录推出。</translation>
    </message>
    <message>
        <source>Choose a folder for one PDF per patch</source>
        <translation>选择文件夹，每个图斑一个PDF</translation>
    </message>
    <message>
        <source>Choose a folder for the demo district</source>
        <translation>选择存放演示区的文件夹</translation>
    </message>
    <message>
        <source>Choose a folder for the practice data</source>
        <translation>选择存放练习数据的文件夹</translation>
    </message>
    <message>
        <source>Choose a folder for the templates</source>
        <translation>选择存放模板的文件夹</translation>
    </message>
    <message>
        <source>Choose or name the workspace</source>
        <translation>选择或命名工作库</translation>
    </message>
    <message>
        <source>Choose photos</source>
        <translation>选择照片</translation>
    </message>
    <message>
        <source>Choose the approval type again; a wrong one turns patches green that are not lawful.</source>
        <translation>请重新选择审批类型；类型选错会使不合法的图斑变绿。</translation>
    </message>
    <message>
        <source>Choose the approval type of the layer, or map the field that says it.</source>
        <translation>请选择该图层的审批类型，或指定说明类型的字段。</translation>
    </message>
    <message>
        <source>Choose the encoding the texts are in.</source>
        <translation>请选择文字的实际编码。</translation>
    </message>
    <message>
        <source>Choose the folder that was copied back from the phone, or a zip of it. Importing the same folder again changes nothing, and brings photos that were missing.</source>
        <translation>请选择从手机复制回来的文件夹或其zip。同一文件夹重复导入不会改变任何内容，只会补上此前缺少的照片。</translation>
    </message>
    <message>
        <source>Choose the layer to draw in, in QGIS's Layers panel: {layers}.</source>
        <translation>请在 QGIS 图层面板中选择要绘制的图层：{layers}。</translation>
    </message>
    <message>
        <source>Choose the role of the selected layer and map its fields</source>
        <translation>选择所选图层的角色并对应字段</translation>
    </message>
    <message>
        <source>Choose the role of this layer and map its fields</source>
        <translation>选择该图层的角色并对应字段</translation>
    </message>
    <message>
        <source>Choose two or more patches to merge.</source>
        <translation>请选择两个或以上要合并的图斑。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Class code</source>
        <translation>地类编码</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Click a place on the map to see everything the layers know about it</source>
        <translation>点击地图某处，查看各图层对该处的全部信息</translation>
    </message>
    <message>
        <source>Click the corners. Right click or Enter ends, Backspace takes the last one back, Esc gives up.</source>
        <translation>依次点击拐点。右键或回车结束，退格撤回上一点，Esc 放弃。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close slips: move corners of a boundary onto its neighbours</source>
        <translation>消除缝隙：把拐点贴到相邻边界上</translation>
    </message>
    <message>
        <source>Closed cases</source>
        <translation>销号</translation>
    </message>
    <message>
        <source>Closed cases on it: {numbers}.</source>
        <translation>该地块上已销号的图斑：{numbers}。</translation>
    </message>
    <message>
        <source>Co-departments</source>
        <translation>协办部门</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>码</translation>
    </message>
    <message>
        <source>Code and reason</source>
        <translation>码与原因</translation>
    </message>
    <message>
        <source>Code of the unit</source>
        <translation>行政区代码</translation>
    </message>
    <message>
        <source>Code, value and source are needed.</source>
        <translation>须填写代码、数值和来源。</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Colour now</source>
        <translation>现为</translation>
    </message>
    <message>
        <source>Colour then</source>
        <translation>将为</translation>
    </message>
    <message>
        <source>Compare Runs</source>
        <translation>比较两次筛查</translation>
    </message>
    <message>
        <source>Compare Runs…</source>
        <translation>比较两次筛查…</translation>
    </message>
    <message>
        <source>Compare every photo's file with the hash kept when it was recorded</source>
        <translation>用入库时保存的哈希值逐一核对照片文件</translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation>比较两次筛查</translation>
    </message>
    <message>
        <source>Compares every change patch with the lawful approvals and gives it a spatial code: green when a lawful procedure covers it, yellow when it has to be verified on site. Red is never set by screening. Each approval that overlaps is listed with its overlap and whether it counts, and why not; uncovered parts come as polygons of their own.

The layers may have different coordinate systems and the bureaus' own field names. Areas are ellipsoidal (CGCS2000). An approval layer's type comes from its rows, its binding, its name, or APPROVAL_TYPES (layer=type;layer=type). With WORKSPACE the run is saved into that file, whole or not at all. The default rule set is an example, not an official rule.</source>
        <translation>将每个变化图斑与合法审批比对并赋空间码：已关联到合法手续的为绿码，需现场核查的为黄码。筛查从不赋红码。每个相交的审批都列出重叠面积、是否有效及无效原因；未覆盖部分另成面要素。

各图层可以是不同坐标系，可以使用各地自己的字段名。面积为椭球面积（CGCS2000）。审批图层的类型取自各行、图层绑定、图层名称或 APPROVAL_TYPES（图层=类型;图层=类型）。给出 WORKSPACE 时，本次筛查完整保存到该文件，否则不保存。默认规则集为示例，不是官方规则。</translation>
    </message>
    <message>
        <source>Comparing two runs</source>
        <translation>比较两次筛查</translation>
    </message>
    <message>
        <source>Comparing units with layers</source>
        <translation>比对单元与各图层</translation>
    </message>
    <message>
        <source>Comparing …</source>
        <translation>正在比较 …</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>汇总</translation>
    </message>
    <message>
        <source>Compute every verdict of the open workspace again and compare</source>
        <translation>重新计算当前工作库的每个判定并比对</translation>
    </message>
    <message>
        <source>Compute sums up the parcels by unit and land class, at one date.</source>
        <translation>点“汇总”，按行政区和地类汇总同一时点的图斑。</translation>
    </message>
    <message>
        <source>Computing the ledger of “{layer}”</source>
        <translation>汇总“{layer}”的一本账</translation>
    </message>
    <message>
        <source>Conclude Case</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Conclude the Case on Patch {patch_no}</source>
        <translation>图斑{patch_no}结案</translation>
    </message>
    <message>
        <source>Conclusion rate</source>
        <translation>结案率</translation>
    </message>
    <message>
        <source>Confirm or return the finding of the selected patch</source>
        <translation>对所选图斑的核查结果予以认定或退回</translation>
    </message>
    <message>
        <source>Confirm the finding</source>
        <translation>确认核查结果</translation>
    </message>
    <message>
        <source>Confirmed unlawful within the period</source>
        <translation>时段内认定为违法的图斑</translation>
    </message>
    <message>
        <source>Coordinate System of “{layer}”</source>
        <translation>“{layer}”的坐标系</translation>
    </message>
    <message>
        <source>Coordinate system</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>Coordinate systems</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>Coordinates of the Boundary</source>
        <translation>边界坐标</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>复制(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy Picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy Rows</source>
        <translation>复制行</translation>
    </message>
    <message>
        <source>Copy Selected Rows</source>
        <translation>复制所选行</translation>
    </message>
    <message>
        <source>Copy Spatial Code</source>
        <translation>复制空间码</translation>
    </message>
    <message>
        <source>Copy Templates to Folder…</source>
        <translation>复制模板到文件夹…</translation>
    </message>
    <message>
        <source>Copy as Text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Copy the points as text</source>
        <translation>把各点复制为文本</translation>
    </message>
    <message>
        <source>Copying rows</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Correct these values, or leave them: they count as no date.</source>
        <translation>请改正这些值；不改则按无日期处理。</translation>
    </message>
    <message>
        <source>Counted from what was recorded up to that day: an earlier week can be made again.</source>
        <translation>按截至当日的记录统计：可以重新生成以往各周的通报。</translation>
    </message>
    <message>
        <source>Counting the cases</source>
        <translation>统计案件</translation>
    </message>
    <message>
        <source>Counting what is open</source>
        <translation>统计未结事项</translation>
    </message>
    <message>
        <source>Counting …</source>
        <translation>正在统计……</translation>
    </message>
    <message>
        <source>Counts?</source>
        <translation>是否有效</translation>
    </message>
    <message>
        <source>Credit code</source>
        <translation>统一社会信用代码</translation>
    </message>
    <message>
        <source>Cult. uncovered m²</source>
        <translation>未覆盖耕地 m²</translation>
    </message>
    <message>
        <source>Cultivated m²</source>
        <translation>占耕地 m²</translation>
    </message>
    <message>
        <source>Cut a hole into a boundary</source>
        <translation>在边界内挖出内环</translation>
    </message>
    <message>
        <source>Cut hole</source>
        <translation>挖空边界</translation>
    </message>
    <message>
        <source>DATE is no day: write it like 2026-11-23.</source>
        <translation>DATE 不是日期：请写成 2026-11-23 的形式。</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Date against the image not checked: {why}.</source>
        <translation>未核对拍摄日期与影像时相：{why}。</translation>
    </message>
    <message>
        <source>Date against the inspection not checked: {why}.</source>
        <translation>未核对拍摄日期与核查日期：{why}。</translation>
    </message>
    <message>
        <source>Date of the farmland</source>
        <translation>耕地数据时点</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Days from the audit to the acceptance: median / 80 % within</source>
        <translation>认定至验收通过的天数：中位数/80%在此天数内</translation>
    </message>
    <message>
        <source>Days from the first screening to the audit: median / 80 % within</source>
        <translation>首次筛查至认定的天数：中位数/80%在此天数内</translation>
    </message>
    <message>
        <source>Days from the later image to the first screening: median / 80 % within</source>
        <translation>后时相至首次筛查的天数：中位数/80%在此天数内</translation>
    </message>
    <message>
        <source>Days left</source>
        <translation>剩余天数</translation>
    </message>
    <message>
        <source>Days over</source>
        <translation>剩余/超期</translation>
    </message>
    <message>
        <source>Days to confirm</source>
        <translation>早认定(天)</translation>
    </message>
    <message>
        <source>Days to find</source>
        <translation>早发现(天)</translation>
    </message>
    <message>
        <source>Days to rectify</source>
        <translation>早整改(天)</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>整改期限</translation>
    </message>
    <message>
        <source>Decide Conflicts</source>
        <translation>裁定冲突</translation>
    </message>
    <message>
        <source>Decide Conflicts…</source>
        <translation>裁定冲突…</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>验收人</translation>
    </message>
    <message>
        <source>Decided on</source>
        <translation>认定日期</translation>
    </message>
    <message>
        <source>Decided: {decision}.</source>
        <translation>已裁定：{decision}。</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>认定意见</translation>
    </message>
    <message>
        <source>Deduction ratio</source>
        <translation>扣除系数</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>Default for All</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>Delete the selected points (Del)</source>
        <translation>删除选中的点（Del）</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>责任部门</translation>
    </message>
    <message>
        <source>Department of measure {n}</source>
        <translation>措施{n}的责任部门</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>详情…</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异清单</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方位</translation>
    </message>
    <message>
        <source>Direction not checked: {why}.</source>
        <translation>未核对拍摄方位：{why}。</translation>
    </message>
    <message>
        <source>Discard Edits</source>
        <translation>放弃编辑</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>派发</translation>
    </message>
    <message>
        <source>Dispatch Patches</source>
        <translation>派发图斑</translation>
    </message>
    <message>
        <source>Dispatch Patches…</source>
        <translation>派发图斑…</translation>
    </message>
    <message>
        <source>Dispatch patches</source>
        <translation>派发图斑</translation>
    </message>
    <message>
        <source>Dispatching patches</source>
        <translation>派发图斑</translation>
    </message>
    <message>
        <source>Divide along Selected Features</source>
        <translation>沿所选要素分割</translation>
    </message>
    <message>
        <source>Divide patches that are covered in part</source>
        <translation>分割部分覆盖的图斑</translation>
    </message>
    <message>
        <source>Divide the patch along the lines or polygons that are selected in another layer</source>
        <translation>沿其他图层中选中的线或面分割图斑</translation>
    </message>
    <message>
        <source>Divide the patch when it is covered in part</source>
        <translation>只覆盖一部分时分割图斑</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文号</translation>
    </message>
    <message>
        <source>Document for Patch {patch_no}</source>
        <translation>图斑 {patch_no} 的手续</translation>
    </message>
    <message>
        <source>Document no.</source>
        <translation>文号</translation>
    </message>
    <message>
        <source>Document {number} has no ground: draw or choose the polygon it approves.</source>
        <translation>手续 {number} 没有批准范围：请绘制或选择其批准的面。</translation>
    </message>
    <message>
        <source>Document {number}: “{type}” is no type of approval; use one of: {known}.</source>
        <translation>手续 {number}：“{type}”不是手续类型；请使用：{known}。</translation>
    </message>
    <message>
        <source>Document {number}: “{value}” in {field} is no date; write it like 2026-11-23.</source>
        <translation>手续 {number}：{field}中的“{value}”不是日期；请写成 2026-11-23。</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>手续</translation>
    </message>
    <message>
        <source>Documents and Parts</source>
        <translation>手续与分割</translation>
    </message>
    <message>
        <source>Documents entered</source>
        <translation>补录的手续</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Done by</source>
        <translation>办理人</translation>
    </message>
    <message>
        <source>Done by now</source>
        <translation>已完成面积</translation>
    </message>
    <message>
        <source>Done on</source>
        <translation>完成日期</translation>
    </message>
    <message>
        <source>Dossier</source>
        <translation>地块档案</translation>
    </message>
    <message>
        <source>Dossier and Code</source>
        <translation>档案与空间码</translation>
    </message>
    <message>
        <source>Dossier at Click</source>
        <translation>点击查地块档案</translation>
    </message>
    <message>
        <source>Dossier of Map Extent</source>
        <translation>当前范围档案</translation>
    </message>
    <message>
        <source>Dossier of Selected Patches</source>
        <translation>所选图斑的地块档案</translation>
    </message>
    <message>
        <source>Dossier of a Polygon</source>
        <translation>多边形范围档案</translation>
    </message>
    <message>
        <source>Dossier of a Rectangle</source>
        <translation>矩形范围档案</translation>
    </message>
    <message>
        <source>Dossier of places</source>
        <translation>地块档案</translation>
    </message>
    <message>
        <source>Dossier – {title}</source>
        <translation>地块档案 – {title}</translation>
    </message>
    <message>
        <source>Dossier: {title}</source>
        <translation>地块档案：{title}</translation>
    </message>
    <message>
        <source>Double-click or Enter shows the patch on the map</source>
        <translation>双击或按回车在地图上显示该图斑</translation>
    </message>
    <message>
        <source>Double-click to see these patches</source>
        <translation>双击查看这些图斑</translation>
    </message>
    <message>
        <source>Drag a rectangle to see everything in it</source>
        <translation>拖出矩形，查看其中的全部信息</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>Draw Boundary</source>
        <translation>绘制边界</translation>
    </message>
    <message>
        <source>Draw a line right across. Right click or Enter ends, Esc gives up.</source>
        <translation>画一条贯穿的线。右键或回车结束，Esc 放弃。</translation>
    </message>
    <message>
        <source>Draw a line that crosses the boundary twice. Right click or Enter ends, Esc gives up.</source>
        <translation>画一条与边界相交两次的线。右键或回车结束，Esc 放弃。</translation>
    </message>
    <message>
        <source>Draw a new boundary</source>
        <translation>绘制新边界</translation>
    </message>
    <message>
        <source>Draw a new boundary of an approval or a permit</source>
        <translation>绘制用地审批范围或排污许可厂界的新边界</translation>
    </message>
    <message>
        <source>Draw a polygon to see everything in it</source>
        <translation>绘制多边形，查看其中的全部信息</translation>
    </message>
    <message>
        <source>Draw boundary</source>
        <translation>绘制边界</translation>
    </message>
    <message>
        <source>Draw or select a boundary: its area and neighbours are told here.</source>
        <translation>绘制或选中一个边界，这里显示其面积和相邻情况。</translation>
    </message>
    <message>
        <source>Draw the image before left of a bar: drag it, or move it with ← and →</source>
        <translation>卷帘左侧显示前时相：拖动卷帘，或用 ← → 移动</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>Drawn by</source>
        <translation>绘制人</translation>
    </message>
    <message>
        <source>Draws the cells of the Beidou grid of GB/T 39409-2020 that share ground with an extent, as polygons in EPSG:4490 (CGCS2000) with their code in grid_code. One run makes at most 1 000 000 cells; cells end at 88° north and south.</source>
        <translation>绘制与给定范围相交的北斗网格单元（GB/T 39409-2020），为 EPSG:4490（CGCS2000）面要素，码写入 grid_code。一次最多 1 000 000 个单元；网格止于南北纬 88°。</translation>
    </message>
    <message>
        <source>Drop the edits that are not saved?</source>
        <translation>修改尚未保存，是否放弃？</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>限期</translation>
    </message>
    <message>
        <source>Due and Overdue</source>
        <translation>到期与超期</translation>
    </message>
    <message>
        <source>Due and Overdue…</source>
        <translation>到期与超期…</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Duty</source>
        <translation>职务</translation>
    </message>
    <message>
        <source>E</source>
        <translation>东</translation>
    </message>
    <message>
        <source>Each of the {n} patches has a number of its own.</source>
        <translation>{n} 个图斑编号齐全，没有重复。</translation>
    </message>
    <message>
        <source>Each patch still gets a spatial code of its own; correct the numbers before findings are taken in, as they are matched by number.</source>
        <translation>每个图斑仍有自己的空间码；核查成果按编号对应，录入核查成果之前请改正编号。</translation>
    </message>
    <message>
        <source>Earlier image on</source>
        <translation>前时相</translation>
    </message>
    <message>
        <source>Earlier run</source>
        <translation>前一次筛查</translation>
    </message>
    <message>
        <source>East (m)</source>
        <translation>东坐标（m）</translation>
    </message>
    <message>
        <source>Editing of “{layer}” has begun: save or roll back in QGIS when you are done.</source>
        <translation>“{layer}”已进入编辑：完成后请在 QGIS 中保存或回滚。</translation>
    </message>
    <message>
        <source>Edits are followed before they are saved; nothing differs from the saved run.</source>
        <translation>正在跟随未保存的编辑；目前与已保存的筛查没有差异。</translation>
    </message>
    <message>
        <source>Effect on the current patches</source>
        <translation>对当前图斑的影响</translation>
    </message>
    <message>
        <source>Effect on the ratio</source>
        <translation>对占比的影响</translation>
    </message>
    <message>
        <source>Ellipsoidal area of the ground (CGCS2000)</source>
        <translation>地面的椭球面积（CGCS2000）</translation>
    </message>
    <message>
        <source>Ellipsoidal area of the ground, counted once (CGCS2000)</source>
        <translation>地面的椭球面积，同一地面只计一次（CGCS2000）</translation>
    </message>
    <message>
        <source>Encoding of text</source>
        <translation>文字编码</translation>
    </message>
    <message>
        <source>Encoding of “{layer}”</source>
        <translation>“{layer}”的文字编码</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>End Term</source>
        <translation>结束任期</translation>
    </message>
    <message>
        <source>End Term…</source>
        <translation>结束任期…</translation>
    </message>
    <message>
        <source>End of the audit chain</source>
        <translation>审计链末端</translation>
    </message>
    <message>
        <source>End of the audit chain: {head}</source>
        <translation>审计链末端：{head}</translation>
    </message>
    <message>
        <source>End the boundary with these points</source>
        <translation>以这些点结束绘制</translation>
    </message>
    <message>
        <source>End the review</source>
        <translation>结束审查</translation>
    </message>
    <message>
        <source>Enter a document that covers the patch or a part of it, and screen again</source>
        <translation>补录覆盖图斑全部或一部分的手续，并复筛</translation>
    </message>
    <message>
        <source>Enter and Screen Again</source>
        <translation>补录并复筛</translation>
    </message>
    <message>
        <source>Enter documents and screen again</source>
        <translation>补录手续并复筛</translation>
    </message>
    <message>
        <source>Enter its date under “State of” in the mapping.</source>
        <translation>请在字段对应的“数据时点”一栏填写其日期。</translation>
    </message>
    <message>
        <source>Enterprises, permits, outlets and their problems</source>
        <translation>企业、排污许可证、排放口及其问题</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>记录数</translation>
    </message>
    <message>
        <source>Entries of the audit chain</source>
        <translation>审计链条目数</translation>
    </message>
    <message>
        <source>Entry {entry} of the audit chain does not follow from the one before it.</source>
        <translation>审计链条目{entry}与前一条不衔接。</translation>
    </message>
    <message>
        <source>Entry {entry} of the audit chain is there twice.</source>
        <translation>审计链条目{entry}重复出现。</translation>
    </message>
    <message>
        <source>Entry {entry} of the audit chain was changed: it no longer hashes.</source>
        <translation>审计链条目{entry}被改动：哈希不符。</translation>
    </message>
    <message>
        <source>Events printed</source>
        <translation>打印的步骤数</translation>
    </message>
    <message>
        <source>Every needed role is played. Next: {step}.</source>
        <translation>所需角色均已有图层。下一步：{step}。</translation>
    </message>
    <message>
        <source>Every piece of farmland lies in exactly one village patrol unit.</source>
        <translation>每块耕地都恰好位于一个村级巡查责任区内。</translation>
    </message>
    <message>
        <source>Every step of the case, who did it, and what it rests on</source>
        <translation>案件的每一步、办理人及其依据</translation>
    </message>
    <message>
        <source>Every task of both systems, and where it is done</source>
        <translation>两个系统的全部任务，以及在哪里办理</translation>
    </message>
    <message>
        <source>Everything about the selected patches</source>
        <translation>所选图斑的全部信息</translation>
    </message>
    <message>
        <source>Everything in what the map shows</source>
        <translation>地图当前显示范围内的全部信息</translation>
    </message>
    <message>
        <source>Everything needed is here. Next: press Screen Patches.</source>
        <translation>所需图层齐全。下一步：按“筛查图斑”。</translation>
    </message>
    <message>
        <source>Everything needed is here. Next: {step}, then Screen Patches.</source>
        <translation>所需图层齐全。下一步：{step}，然后按“筛查图斑”。</translation>
    </message>
    <message>
        <source>Everything that LAYERS know about each feature of INPUT: one row per unit (a feature of INPUT) and feature of a layer that meet, ordered by what matters to the verdict.

relation is that of the unit to the feature: it equals it, lies within it, contains it, overlaps it, or touches it. Edges that run together within 1 mm are one edge, an overlap under 0.01 m² is a touch. Areas are ellipsoidal on CGCS2000, shares 0–1. A touch has 0 m²; where the unit or the feature is a point or a line there is no area to share and the figures are empty.

Roles come from bindings, else from names and fields; a layer without a role is looked into as well. With a layer of administrative units the spatial code begins with the unit's code. Broken polygons are repaired and named in the log.</source>
        <translation>列出LAYERS各图层中与INPUT每个要素有关的全部记录：每个单元（INPUT的一个要素）与每个相遇要素一行，按对判定的影响排序。

relation是单元对要素的关系：重合(equals)、位于其内(within)、包含(contains)、部分重叠(overlaps)、相接(touches)。相距不超过1毫米的边视为同一条边，不足0.01平方米的重叠视为相接。面积为CGCS2000椭球面积，比例为0–1。相接的面积为0；单元或要素是点或线时无面积可比，数值为空。

角色取自绑定，否则按名称和字段判断；没有角色的图层也查询。给出行政区图层时，空间码以行政区代码开头。破损的多边形自动修复并记入日志。</translation>
    </message>
    <message>
        <source>Everything that happened to the selected patch, as a PDF</source>
        <translation>所选图斑的全部办理过程（PDF）</translation>
    </message>
    <message>
        <source>Everything that the bound layers know about the selected patches</source>
        <translation>各已绑定图层中与所选图斑有关的全部记录</translation>
    </message>
    <message>
        <source>Everything the filter leaves, as text for a spreadsheet</source>
        <translation>复制过滤后的全部行，可粘贴到电子表格</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>审批比对依据</translation>
    </message>
    <message>
        <source>Evidence fields</source>
        <translation>举证信息</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export List</source>
        <translation>导出清单</translation>
    </message>
    <message>
        <source>Export Patch Sheets</source>
        <translation>导出图斑核查表</translation>
    </message>
    <message>
        <source>Export a list or patch sheets</source>
        <translation>导出清单或图斑核查表</translation>
    </message>
    <message>
        <source>Export list</source>
        <translation>导出清单</translation>
    </message>
    <message>
        <source>Export the Ledger</source>
        <translation>导出一本账</translation>
    </message>
    <message>
        <source>Export the Table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Exporting the ledger</source>
        <translation>导出一本账</translation>
    </message>
    <message>
        <source>Exporting the list</source>
        <translation>导出清单</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Extend until</source>
        <translation>延期至</translation>
    </message>
    <message>
        <source>Extent</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>FOLDER is empty: choose a new folder for the package.</source>
        <translation>FOLDER 为空：请为任务包选择新文件夹。</translation>
    </message>
    <message>
        <source>FOLDER is empty: choose the folder of a field package, or a zip of it.</source>
        <translation>FOLDER 为空：请选择任务包文件夹或其zip。</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Farmland</source>
        <translation>耕地</translation>
    </message>
    <message>
        <source>Farmland Without Patrol…</source>
        <translation>无人巡查的耕地…</translation>
    </message>
    <message>
        <source>Farmland in no patrol unit</source>
        <translation>责任区空白耕地</translation>
    </message>
    <message>
        <source>Farmland in no patrol unit: {gaps} parts; in several: {overlaps} parts. They are on the map.</source>
        <translation>不在巡查单元内的耕地 {gaps} 处；同时在几个单元内的 {overlaps} 处。已显示在地图上。</translation>
    </message>
    <message>
        <source>Farmland in several patrol units</source>
        <translation>责任区重叠耕地</translation>
    </message>
    <message>
        <source>Farmland looked at (m²)</source>
        <translation>检查耕地面积（平方米）</translation>
    </message>
    <message>
        <source>Farmland: layers, screening, patches and their cases</source>
        <translation>耕地：图层、筛查、图斑与案件</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>要素</translation>
    </message>
    <message>
        <source>Feature {feature} cannot be put into {crs}: check the layer's reference system.</source>
        <translation>要素 {feature} 无法转换到 {crs}：请检查图层坐标系。</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>要素数</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Field Package</source>
        <translation>外业任务包</translation>
    </message>
    <message>
        <source>Field Package…</source>
        <translation>外业任务包…</translation>
    </message>
    <message>
        <source>Field Work Imported</source>
        <translation>外业成果导入情况</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Figures and Ranking</source>
        <translation>指标与排名</translation>
    </message>
    <message>
        <source>Figures and Ranking…</source>
        <translation>指标与排名…</translation>
    </message>
    <message>
        <source>Figures of casework</source>
        <translation>办案指标</translation>
    </message>
    <message>
        <source>Figures of the cases per unit and period</source>
        <translation>按行政区和时段统计案件指标</translation>
    </message>
    <message>
        <source>Figures per town, ranking and overdue patches of a week, as a spreadsheet or PDF</source>
        <translation>一周内各镇街的数据、排名和超期图斑（表格或PDF）</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>File Case</source>
        <translation>立案</translation>
    </message>
    <message>
        <source>File a Case on Patch {patch_no}</source>
        <translation>图斑{patch_no}立案</translation>
    </message>
    <message>
        <source>File name:</source>
        <translation>文件名：</translation>
    </message>
    <message>
        <source>File or Conclude a Case…</source>
        <translation>立案或结案…</translation>
    </message>
    <message>
        <source>File type:</source>
        <translation>文件类型：</translation>
    </message>
    <message>
        <source>Filing rate</source>
        <translation>立案率</translation>
    </message>
    <message>
        <source>Fill in the key (tk): without one Tianditu shows no map.</source>
        <translation>请填写密钥（tk）：没有密钥，天地图不提供地图。</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter by Area</source>
        <translation>按面积筛选</translation>
    </message>
    <message>
        <source>Filter by unit, class or code</source>
        <translation>按行政区、地类或代码过滤</translation>
    </message>
    <message>
        <source>Filters saved in the project as “{name}”: save the project to keep them.</source>
        <translation>筛选条件“{name}”已存入工程，保存工程后生效。</translation>
    </message>
    <message>
        <source>Filters: {filters}</source>
        <translation>筛选条件：{filters}</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find Text</source>
        <translation>查找文字</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>核查结果</translation>
    </message>
    <message>
        <source>Finding on Patch {patch_no}</source>
        <translation>图斑 {patch_no} 核查结果</translation>
    </message>
    <message>
        <source>Finding's note</source>
        <translation>核查备注</translation>
    </message>
    <message>
        <source>Findings are typed in one by one.</source>
        <translation>核查结果须逐条录入。</translation>
    </message>
    <message>
        <source>Finds patches, cases, spatial and grid codes, document numbers, people, units, sources</source>
        <translation>查找图斑、案件、空间码、网格码、文号、责任人、行政区、污染源</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>第一天</translation>
    </message>
    <message>
        <source>First day (like 2026-12-01)</source>
        <translation>第一天（如 2026-12-01）</translation>
    </message>
    <message>
        <source>Fixed pollution sources</source>
        <translation>固定污染源治理</translation>
    </message>
    <message>
        <source>Flash Selected</source>
        <translation>闪烁所选</translation>
    </message>
    <message>
        <source>Flash Selected Patches</source>
        <translation>闪烁所选图斑</translation>
    </message>
    <message>
        <source>Folder for one PDF each</source>
        <translation>文件夹（每个图斑一个PDF）</translation>
    </message>
    <message>
        <source>Folder of own templates</source>
        <translation>自有模板文件夹</translation>
    </message>
    <message>
        <source>Folder of the Field Package</source>
        <translation>任务包文件夹</translation>
    </message>
    <message>
        <source>Folder of the bureau's own templates (empty: that of the options)</source>
        <translation>自有模板文件夹（留空：按选项中的设置）</translation>
    </message>
    <message>
        <source>Folder of the package, or a zip of it</source>
        <translation>任务包文件夹或其zip</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>文件夹：</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Follow edits after a screening (Live)</source>
        <translation>筛查后跟随编辑（实时）</translation>
    </message>
    <message>
        <source>Follow edits of the layers before they are saved (F1)</source>
        <translation>在图层编辑保存之前就跟随其变化（F1）</translation>
    </message>
    <message>
        <source>Following the edits</source>
        <translation>跟随编辑</translation>
    </message>
    <message>
        <source>For</source>
        <translation>核查人</translation>
    </message>
    <message>
        <source>For every unit of the workspace: villages every {village} days, towns every {town}, the county every {county} (an example, not an official rule). What is planned already stays.</source>
        <translation>为工作库中的各级单位生成：村级每 {village} 天、乡镇级每 {town} 天、县级每 {county} 天一次（示例，非官方规定）。已有的计划保持不变。</translation>
    </message>
    <message>
        <source>For the whole patch; it turns green only when the rules say so.</source>
        <translation>适用于整个图斑；只有规则判定通过才转绿。</translation>
    </message>
    <message>
        <source>Forget Role</source>
        <translation>取消角色</translation>
    </message>
    <message>
        <source>Forget Saved</source>
        <translation>删除已存条件</translation>
    </message>
    <message>
        <source>Four-digit classes</source>
        <translation>二级地类</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>From (day)</source>
        <translation>起始日</translation>
    </message>
    <message>
        <source>From Map</source>
        <translation>取自地图</translation>
    </message>
    <message>
        <source>From the field</source>
        <translation>外业结论</translation>
    </message>
    <message>
        <source>From yellow to closed: dispatch, verification, rectification, paper</source>
        <translation>从黄码到销号：派发、核查、整改、文书</translation>
    </message>
    <message>
        <source>Gengdi</source>
        <translation>耕地智保</translation>
    </message>
    <message>
        <source>Gengdi User Guide</source>
        <translation>耕地智保使用指南</translation>
    </message>
    <message>
        <source>Gengdi demo district (synthetic, not real data)</source>
        <translation>耕地智保演示区（虚构，非真实数据）</translation>
    </message>
    <message>
        <source>Gengdi needs shapely 2.0 or newer, but {version} is loaded: update it, restart QGIS.</source>
        <translation>耕地智保需要 shapely 2.0 或更高版本，已加载的是 {version}：请更新后重启 QGIS。</translation>
    </message>
    <message>
        <source>Gengdi needs the Python library shapely 2.0 or newer, but {version} is installed: {mend}</source>
        <translation>耕地智保需要 Python 库 shapely 2.0 或更高版本，现为 {version}：{mend}</translation>
    </message>
    <message>
        <source>Gengdi needs the Python library shapely 2.0 or newer, which is missing: {mend}</source>
        <translation>耕地智保需要 Python 库 shapely 2.0 或更高版本，尚未安装：{mend}</translation>
    </message>
    <message>
        <source>Gengdi works on this computer only: it never opens a connection without your doing.</source>
        <translation>耕地智保只在本机工作：未经您操作，不会建立任何网络连接。</translation>
    </message>
    <message>
        <source>Gengdi – farmland protection</source>
        <translation>耕地智保 – 耕地保护</translation>
    </message>
    <message>
        <source>Gengdi's own rule set is never overwritten: choose another file.</source>
        <translation>耕地智保自带的规则集不会被覆盖，请另选文件。</translation>
    </message>
    <message>
        <source>Gengdi: patches, cases, documents, codes</source>
        <translation>耕地智保：图斑、案件、文号、编码</translation>
    </message>
    <message>
        <source>Gengdi: {name}</source>
        <translation>耕地智保：{name}</translation>
    </message>
    <message>
        <source>Geometries</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>Give running cases to another person, or a later day</source>
        <translation>把在办图斑转给他人，或延长期限</translation>
    </message>
    <message>
        <source>Give the Selected Rows</source>
        <translation>指定给所选行</translation>
    </message>
    <message>
        <source>Go on with the measures that were returned</source>
        <translation>沿用被退回的整改措施</translation>
    </message>
    <message>
        <source>Go through the patches of the table by keyboard, one decision per key</source>
        <translation>用键盘逐个审查表中图斑，一键一个决定</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>坐标网格</translation>
    </message>
    <message>
        <source>Grid cells</source>
        <translation>网格单元</translation>
    </message>
    <message>
        <source>Grid code</source>
        <translation>网格码</translation>
    </message>
    <message>
        <source>Grid code of level {level}: zoom to the cell</source>
        <translation>第 {level} 级网格码：缩放到该网格</translation>
    </message>
    <message>
        <source>Grid codes have levels 1 to 10, not {level}.</source>
        <translation>网格码为 1 至 10 级，没有 {level} 级。</translation>
    </message>
    <message>
        <source>Ground inside patches</source>
        <translation>图斑内地类</translation>
    </message>
    <message>
        <source>Ground it approves</source>
        <translation>批准范围</translation>
    </message>
    <message>
        <source>Ground of class 01 in it</source>
        <translation>其中地类为01的地面</translation>
    </message>
    <message>
        <source>Grounds</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Hand Over or Extend</source>
        <translation>转办或延期</translation>
    </message>
    <message>
        <source>Hand Over or Extend…</source>
        <translation>转办或延期…</translation>
    </message>
    <message>
        <source>Hand over to</source>
        <translation>转办给</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Help for this page (F1)</source>
        <translation>本页帮助 (F1)</translation>
    </message>
    <message>
        <source>Help on Cases</source>
        <translation>案件帮助</translation>
    </message>
    <message>
        <source>Help on Lists and Sheets</source>
        <translation>清单和核查表帮助</translation>
    </message>
    <message>
        <source>Helping</source>
        <translation>协办部门</translation>
    </message>
    <message>
        <source>Hide the steps; the help button of the panel shows them again</source>
        <translation>隐藏工作步骤；可从面板的帮助按钮重新显示</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>用地单位</translation>
    </message>
    <message>
        <source>Holds until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Hole</source>
        <translation>挖空</translation>
    </message>
    <message>
        <source>How much land of which class each unit has</source>
        <translation>各单位各地类各有多少面积</translation>
    </message>
    <message>
        <source>How the place lies to it</source>
        <translation>本处与该要素的空间关系</translation>
    </message>
    <message>
        <source>INPUT is no table that can be read: choose another one.</source>
        <translation>INPUT 不是可读取的表格：请另选。</translation>
    </message>
    <message>
        <source>INPUT is no vector layer that can be read: choose another layer.</source>
        <translation>INPUT 不是可读取的矢量图层：请另选图层。</translation>
    </message>
    <message>
        <source>If an example does not read right, choose the encoding of that layer.</source>
        <translation>示例文字如有乱码，请选择该图层的编码。</translation>
    </message>
    <message>
        <source>If the example does not read right, choose the encoding.</source>
        <translation>示例文字如有乱码，请选择编码。</translation>
    </message>
    <message>
        <source>Image after the change</source>
        <translation>后时相影像</translation>
    </message>
    <message>
        <source>Image before the change</source>
        <translation>前时相影像</translation>
    </message>
    <message>
        <source>Imagery (drawn)</source>
        <translation>影像</translation>
    </message>
    <message>
        <source>Implied by the finding of {inspector}; not recorded on its own.</source>
        <translation>由 {inspector} 的核查结果推定，未单独记录。</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import Field Work</source>
        <translation>导入外业成果</translation>
    </message>
    <message>
        <source>Import Field Work…</source>
        <translation>导入外业成果…</translation>
    </message>
    <message>
        <source>Import Problems…</source>
        <translation>导入问题…</translation>
    </message>
    <message>
        <source>Import Set of Categories</source>
        <translation>导入分类体系</translation>
    </message>
    <message>
        <source>Import Set of Categories…</source>
        <translation>导入分类体系…</translation>
    </message>
    <message>
        <source>Import Table…</source>
        <translation>导入表格…</translation>
    </message>
    <message>
        <source>Import a Rule File</source>
        <translation>导入规则文件</translation>
    </message>
    <message>
        <source>Import field work</source>
        <translation>导入外业成果</translation>
    </message>
    <message>
        <source>Import problems of pollution sources</source>
        <translation>导入污染源问题</translation>
    </message>
    <message>
        <source>Import responsible people</source>
        <translation>导入责任人</translation>
    </message>
    <message>
        <source>Importing field work</source>
        <translation>导入外业成果</translation>
    </message>
    <message>
        <source>Importing problems</source>
        <translation>导入问题</translation>
    </message>
    <message>
        <source>Importing responsible people</source>
        <translation>导入责任人</translation>
    </message>
    <message>
        <source>In Map Extent</source>
        <translation>仅地图范围内</translation>
    </message>
    <message>
        <source>In no patch of the workspace</source>
        <translation>不在工作库的任何图斑内</translation>
    </message>
    <message>
        <source>In no patrol unit (m²)</source>
        <translation>空白面积（平方米）</translation>
    </message>
    <message>
        <source>In office until</source>
        <translation>任期至</translation>
    </message>
    <message>
        <source>In several patrol units (m²)</source>
        <translation>重叠面积（平方米）</translation>
    </message>
    <message>
        <source>Industry code</source>
        <translation>行业代码</translation>
    </message>
    <message>
        <source>Input layer</source>
        <translation>输入图层</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>所需图层</translation>
    </message>
    <message>
        <source>Inspected on</source>
        <translation>核查日期</translation>
    </message>
    <message>
        <source>Inspections</source>
        <translation>核查记录</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>核查人</translation>
    </message>
    <message>
        <source>It failed without a reason.</source>
        <translation>操作失败，原因不明。</translation>
    </message>
    <message>
        <source>It has the fields {what}.</source>
        <translation>具有字段 {what}。</translation>
    </message>
    <message>
        <source>It is an output of Gengdi itself.</source>
        <translation>它是耕地智保的输出结果。</translation>
    </message>
    <message>
        <source>It is not taken back: “{event}” was recorded after it.</source>
        <translation>未撤回：其后已记录“{event}”。</translation>
    </message>
    <message>
        <source>It lies on the selected patch {patch_no}</source>
        <translation>位于所选图斑 {patch_no}</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>事项数</translation>
    </message>
    <message>
        <source>Items overdue</source>
        <translation>超期事项数</translation>
    </message>
    <message>
        <source>Its area in each patch is not told; codes do not depend on it.</source>
        <translation>不统计各图斑占用该区的面积；不影响赋码。</translation>
    </message>
    <message>
        <source>Its coordinate system may be wrong, or it is of another county.</source>
        <translation>可能坐标系有误，或是其他区县的数据。</translation>
    </message>
    <message>
        <source>Its layer has been removed from the project.</source>
        <translation>它所在的图层已从工程中移除。</translation>
    </message>
    <message>
        <source>Its time is not in the future.</source>
        <translation>拍摄时间不晚于当前时间。</translation>
    </message>
    <message>
        <source>Its time lies in the future ({time}): the camera's clock was wrong.</source>
        <translation>拍摄时间（{time}）晚于当前时间：相机时钟有误。</translation>
    </message>
    <message>
        <source>Joined or computed fields stay as they are: {fields}.</source>
        <translation>连接字段和虚拟字段不会写入：{fields}。</translation>
    </message>
    <message>
        <source>Judge, assign, review and close the problems of the sources</source>
        <translation>研判、派发、复核、销号污染源问题</translation>
    </message>
    <message>
        <source>Judged anew from the figures that the workspace keeps.</source>
        <translation>按工作库保存的数值重新判定。</translation>
    </message>
    <message>
        <source>Keep Both</source>
        <translation>两者都留</translation>
    </message>
    <message>
        <source>Keep Ours</source>
        <translation>保留本库</translation>
    </message>
    <message>
        <source>Keep the farmland</source>
        <translation>保好耕地一件事</translation>
    </message>
    <message>
        <source>Key (tk)</source>
        <translation>密钥（tk）</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Kind of change</source>
        <translation>变更方式</translation>
    </message>
    <message>
        <source>Kind of right</source>
        <translation>权利类型</translation>
    </message>
    <message>
        <source>Kinds of change, status words</source>
        <translation>变化类别与状态用词</translation>
    </message>
    <message>
        <source>Known from {source}, {day}. For the whole patch.</source>
        <translation>见于{source}，{day}。适用于整个图斑。</translation>
    </message>
    <message>
        <source>Label to print (*.pdf)</source>
        <translation>打印标签 (*.pdf)</translation>
    </message>
    <message>
        <source>Land class code</source>
        <translation>地类编码</translation>
    </message>
    <message>
        <source>Land classes</source>
        <translation>地类编码</translation>
    </message>
    <message>
        <source>Land-class parcels</source>
        <translation>地类图斑</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>Last day of the week</source>
        <translation>统计截至日</translation>
    </message>
    <message>
        <source>Last day of the week (like 2026-11-29; empty: today)</source>
        <translation>统计截至日（如2026-11-29；留空：今天）</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>最近一次筛查</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>超期</translation>
    </message>
    <message>
        <source>Later image on</source>
        <translation>后时相</translation>
    </message>
    <message>
        <source>Later run</source>
        <translation>后一次筛查</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>纬度</translation>
    </message>
    <message>
        <source>Lawful by a Document…</source>
        <translation>凭手续认定合法…</translation>
    </message>
    <message>
        <source>Lawful by an approval: type its number, then Enter</source>
        <translation>有合法手续：输入批准文号后回车</translation>
    </message>
    <message>
        <source>Lawful kinds</source>
        <translation>合法手续种类</translation>
    </message>
    <message>
        <source>Lawful needs the number of a document that covers the whole patch; when it covers a part, add the document as an approval and screen the patch again.</source>
        <translation>认定合法须有覆盖整个图斑的文件文号；只覆盖一部分时，请将该文件作为审批加入后重新筛查。</translation>
    </message>
    <message>
        <source>Lawful…</source>
        <translation>有手续…</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Layer with grid codes</source>
        <translation>带网格码的图层</translation>
    </message>
    <message>
        <source>Layer {layer} has no coordinate system: set it in the layer's properties.</source>
        <translation>图层 {layer} 没有坐标系：请在图层属性中设置。</translation>
    </message>
    <message>
        <source>Layer {layer}, feature {feature}: geometry repaired ({why}).</source>
        <translation>图层 {layer} 要素 {feature}：几何图形已修复（{why}）。</translation>
    </message>
    <message>
        <source>Layer {layer}, feature {feature}: not compared, geometry empty or beyond repair ({why}).</source>
        <translation>图层 {layer} 要素 {feature}：几何图形为空或无法修复，未参与比对（{why}）。</translation>
    </message>
    <message>
        <source>Layer “{layer}” does not say its encoding; by its bytes it is {used} and is read so: “{sample}”.</source>
        <translation>图层“{layer}”没有注明编码；按内容判断为 {used}，读取示例：“{sample}”。</translation>
    </message>
    <message>
        <source>Layer “{layer}” does not say of which date it is; if it is newer than the earlier images, the farmland lost is no longer in it.</source>
        <translation>图层“{layer}”没有注明数据时点；如果晚于图斑前时相，已流失的耕地就不在其中了。</translation>
    </message>
    <message>
        <source>Layer “{layer}” has changed since the run.</source>
        <translation>图层“{layer}”在筛查后已变化。</translation>
    </message>
    <message>
        <source>Layer “{layer}” has no coordinate reference system: set it in the layer's properties (for example EPSG:4490 or EPSG:4549).</source>
        <translation>图层“{layer}”没有坐标系：请在图层属性中设置（如 EPSG:4490 或 EPSG:4549）。</translation>
    </message>
    <message>
        <source>Layer “{layer}” has no coordinate reference system; screening refuses it.</source>
        <translation>图层“{layer}”没有坐标系，无法筛查。</translation>
    </message>
    <message>
        <source>Layer “{layer}” has no cultivated land: its class codes must begin with 01.</source>
        <translation>图层“{layer}”没有耕地：地类编码须以 01 开头。</translation>
    </message>
    <message>
        <source>Layer “{layer}” has no features.</source>
        <translation>图层“{layer}”没有要素。</translation>
    </message>
    <message>
        <source>Layer “{layer}” has no field for {fields}, which {role} need: map the field in the layers page of the dock or give the layer a field of that name.</source>
        <translation>图层“{layer}”没有“{role}”所需的字段 {fields}：请在面板“图层”页对应字段，或为图层增加该字段。</translation>
    </message>
    <message>
        <source>Layer “{layer}” has no geometry: choose one with points, lines or polygons.</source>
        <translation>图层“{layer}”没有图形：请选择点、线或面图层。</translation>
    </message>
    <message>
        <source>Layer “{layer}” has no village unit: the field of unit codes must hold codes of 12 digits.</source>
        <translation>图层“{layer}”没有村级单位：单位代码字段须为 12 位代码。</translation>
    </message>
    <message>
        <source>Layer “{layer}” holds {found}; {role} must be {wanted}: choose another layer.</source>
        <translation>图层“{layer}”为{found}；“{role}”须为{wanted}：请另选图层。</translation>
    </message>
    <message>
        <source>Layer “{layer}” in {parameter} is not recognised as one of {roles}: bind its role first.</source>
        <translation>{parameter} 中的图层“{layer}”未识别为以下角色之一（{roles}）：请先绑定角色。</translation>
    </message>
    <message>
        <source>Layer “{layer}” is bound as {bound}, but its name says {named}.</source>
        <translation>图层“{layer}”绑定为{bound}，但名称表明是{named}。</translation>
    </message>
    <message>
        <source>Layer “{layer}” is not bound to a role.</source>
        <translation>图层“{layer}”未绑定角色。</translation>
    </message>
    <message>
        <source>Layer “{layer}” is of {day}, newer than the earlier image of {n} of {m} patches: what was lost by then is already hidden in it, and too little farmland is found in these patches.</source>
        <translation>图层“{layer}”的时点为 {day}，晚于 {m} 个图斑中 {n} 个的前时相：此前流失的耕地已被掩盖，这些图斑算得的耕地面积会偏小。</translation>
    </message>
    <message>
        <source>Layer “{layer}” is of {day}, not newer than any patch's earlier image.</source>
        <translation>图层“{layer}”的时点为 {day}，不晚于任何图斑的前时相。</translation>
    </message>
    <message>
        <source>Layer “{layer}” is of {day}; the patches do not say when their earlier images were taken.</source>
        <translation>图层“{layer}”的时点为 {day}；图斑没有注明前时相日期。</translation>
    </message>
    <message>
        <source>Layer “{layer}” is read as {used}, but {garbled} of {texts} texts are no such text.</source>
        <translation>图层“{layer}”按 {used} 读取，但 {texts} 条文字中有 {garbled} 条不是这种编码。</translation>
    </message>
    <message>
        <source>Layer “{layer}” is read in the encoding {encoding}.</source>
        <translation>图层“{layer}”按 {encoding} 编码读取。</translation>
    </message>
    <message>
        <source>Layer “{layer}” lies apart from all patches, about {east} degrees of longitude and {north} of latitude away: nothing of it was compared. Check its coordinate reference system.</source>
        <translation>图层“{layer}”与所有图斑都不在一处，约相差经度 {east} 度、纬度 {north} 度：未作任何比对。请检查其坐标参考系。</translation>
    </message>
    <message>
        <source>Layer “{layer}” lies apart from the patches and reaches none of them.</source>
        <translation>图层“{layer}”与图斑不在同一处，没有覆盖任何图斑。</translation>
    </message>
    <message>
        <source>Layer “{layer}” lies at {lon}, {lat}, outside China, if {crs} is right.</source>
        <translation>若坐标系 {crs} 无误，图层“{layer}”位于经度 {lon}、纬度 {lat}，不在中国境内。</translation>
    </message>
    <message>
        <source>Layer “{layer}” lies at {lon}, {lat}, outside the ground that {crs} is made for.</source>
        <translation>图层“{layer}”位于经度 {lon}、纬度 {lat}，超出 {crs} 的适用范围。</translation>
    </message>
    <message>
        <source>Layer “{layer}” lies outside the area that {crs} is made for: check its system.</source>
        <translation>图层“{layer}”位于 {crs} 适用范围之外：请检查坐标系。</translation>
    </message>
    <message>
        <source>Layer “{layer}” of the run is not given now.</source>
        <translation>筛查时的图层“{layer}”现在未提供。</translation>
    </message>
    <message>
        <source>Layer “{layer}”, field “{field}” ({meaning}): {n} of {m} dates were understood; not understood: {examples}.</source>
        <translation>图层“{layer}”字段“{field}”（{meaning}）：{m} 个日期识别了 {n} 个；未识别：{examples}。</translation>
    </message>
    <message>
        <source>Layer “{layer}”, field “{field}”: {count} values are no dates (first: {value}).</source>
        <translation>图层“{layer}”字段“{field}”：{count} 个值不是日期（第一个：{value}）。</translation>
    </message>
    <message numerus="yes">
        <source>Layer “{layer}”: %n number(s) stand more than once</source>
        <translation><numerusform>图层“{layer}”：%n 个编号重复</numerusform></translation>
    </message>
    <message>
        <source>Layer “{layer}”: all {m} codes are known.</source>
        <translation>图层“{layer}”：{m} 个编码全部已知。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: feature {feature} could not be overlaid; look at it on the map.</source>
        <translation>图层“{layer}”：要素 {feature} 无法叠加分析，请在地图上查看。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: feature {feature} is gone from the file: run again.</source>
        <translation>图层“{layer}”：要素 {feature} 已不在文件中，请重新运行。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: feature {feature} is gone: ask for the dossier again.</source>
        <translation>图层“{layer}”中已没有要素{feature}：请重新查询地块档案。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: its .cpg says {declared}, but the bytes are {used}; it is read as that: “{sample}”.</source>
        <translation>图层“{layer}”的 .cpg 写的是 {declared}，但内容是 {used}，已按后者读取，示例：“{sample}”。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: its coordinates are degrees, but {crs} is in metres: set the layer's coordinate reference system to EPSG:4490 or the one the data are in.</source>
        <translation>图层“{layer}”：坐标为度，而 {crs} 以米为单位：请将图层坐标系设为 EPSG:4490 或数据实际的坐标系。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: its coordinates are metres, but {crs} is in degrees: set the layer's coordinate reference system to the one the data are in.</source>
        <translation>图层“{layer}”：坐标为米，而 {crs} 以度为单位：请将图层坐标系设为数据实际的坐标系。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: its coordinates carry the zone number {zones}, which does not belong to {crs}: set the layer's coordinate reference system to that of the zone.</source>
        <translation>图层“{layer}”：坐标带有带号 {zones}，与 {crs} 不符：请将图层坐标系设为该带的坐标系。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: its coordinates have the axes the wrong way round for {crs}: swap X and Y (Processing tool “Swap X and Y coordinates”) and try again.</source>
        <translation>图层“{layer}”：坐标轴顺序与 {crs} 相反：请用处理工具“交换X和Y坐标”交换后重试。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: nothing is mapped to {fields}, which its role requires.</source>
        <translation>图层“{layer}”缺少此角色必需的字段对应：{fields}。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: nothing is mapped to {fields}; the tests that need it are skipped.</source>
        <translation>图层“{layer}”没有对应字段：{fields}；相关判断将跳过。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: the shift from the datum of {crs} to CGCS2000 may be unknown here; its ground may be off by up to a hundred metres unless a transformation is set in the project.</source>
        <translation>图层“{layer}”：{crs} 的基准到 CGCS2000 的转换参数可能未知；如未在工程中设置转换，位置偏差可达百米。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: the zone number {zones} was put before its coordinates, as {crs} asks for it.</source>
        <translation>图层“{layer}”：已按 {crs} 的要求在坐标前加带号 {zones}。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: the zone number {zones} was taken off its coordinates, as {crs} has none.</source>
        <translation>图层“{layer}”：{crs} 不带带号，已去掉坐标中的带号 {zones}。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: {count} geometries are not closed or not finite.</source>
        <translation>图层“{layer}”：{count} 个几何图形未闭合或坐标无效。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: {count} vertices have no place in {crs}.</source>
        <translation>图层“{layer}”：{count} 个顶点不在 {crs} 的范围内。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: {n} of {m} approvals have no known type and prove nothing.</source>
        <translation>图层“{layer}”：{m} 条审批中 {n} 条类型不明，不能作为合法依据。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: {n} of {m} codes are unknown ({examples}); {meaning}.</source>
        <translation>图层“{layer}”：{m} 个编码中 {n} 个未知（{examples}）；{meaning}。</translation>
    </message>
    <message>
        <source>Layer “{layer}”: {problem}</source>
        <translation>图层“{layer}”：{problem}</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Layers and Roles</source>
        <translation>图层与角色</translation>
    </message>
    <message>
        <source>Layers and Screening</source>
        <translation>图层与筛查</translation>
    </message>
    <message>
        <source>Layers have changed since the run: screen again to see what that means.</source>
        <translation>筛查后图层已有变化：请重新筛查以了解影响。</translation>
    </message>
    <message>
        <source>Layers of this name are known to play no role.</source>
        <translation>已知此名称的图层不担任任何角色。</translation>
    </message>
    <message>
        <source>Layers to look into</source>
        <translation>查询图层</translation>
    </message>
    <message>
        <source>Layers, binding, check-up, screening, review: where you are and what comes next.</source>
        <translation>图层、绑定、体检、筛查、复核：当前在哪一步，下一步做什么。</translation>
    </message>
    <message>
        <source>Layouts (.qpt), forms (.json) and tables of casework (.csv: deadlines, reminders, patrols, measures, who leads) of the bureau with the names of Gengdi's own are taken instead of them; empty: none.</source>
        <translation>文件夹中与本插件同名的版式(.qpt)、表单(.json)和案件配置表(.csv：时限、提醒、巡查频次、整改措施、牵头部门)代替自带文件；留空则不用。</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>牵头部门</translation>
    </message>
    <message>
        <source>Lead a boundary along a line that crosses it twice</source>
        <translation>沿两次穿过边界的线修整边界</translation>
    </message>
    <message>
        <source>Lead department</source>
        <translation>主办部门</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>一本账</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Level (1–10)</source>
        <translation>级别（1–10）</translation>
    </message>
    <message>
        <source>Level of the officer</source>
        <translation>办理人级别</translation>
    </message>
    <message>
        <source>Line {number} is no point (“{text}”): write two coordinates, as 121.50012, 29.95034.</source>
        <translation>第 {number} 行不是坐标点（“{text}”）：请写两个坐标，如 121.50012, 29.95034。</translation>
    </message>
    <message>
        <source>List</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>List file</source>
        <translation>清单文件</translation>
    </message>
    <message>
        <source>Lists and Paper</source>
        <translation>清单与文书</translation>
    </message>
    <message>
        <source>Lists every patch whose verdict differs between two screening runs of a workspace: another colour, another reason, figures that differ beyond their exactness, or a patch that only one of the runs has. Each row names the cause: which approval came, went, was redrawn or stands otherwise (and why), another rule set, other data, or a corrected patch.

RUN_A and RUN_B are run identifiers (table screening_run, column uid); without them the last but one and the last run are compared. Nothing is changed.</source>
        <translation>列出工作库中两次筛查之间判定不同的每个图斑：颜色不同、原因不同、数值差异超出精度，或仅一次筛查有该图斑。每行写明原因：哪件手续新增、消失、重绘或成立与否有变（及为何），规则集不同、数据不同，或图斑属性更正。

RUN_A 与 RUN_B 为筛查编号（表 screening_run 的 uid 列）；不填则比较最近两次。不改动任何数据。</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Live is catching up with the edits: try again in a moment.</source>
        <translation>实时正在跟上编辑，请稍后再试。</translation>
    </message>
    <message>
        <source>Live is off: verdicts change when you screen again.</source>
        <translation>实时已关闭：重新筛查后结论才会变化。</translation>
    </message>
    <message>
        <source>Live stopped, because catching up with the edits did not end: screen again to follow edits.</source>
        <translation>实时已停止，因为未能跟上编辑：请重新筛查，以便跟随编辑。</translation>
    </message>
    <message>
        <source>Live stopped, because the layer of patches is another one now: screen again to follow edits.</source>
        <translation>实时已停止，因为图斑图层已不是原来的图层：请重新筛查，以便跟随编辑。</translation>
    </message>
    <message>
        <source>Live stopped: {reason} Screen again to follow edits.</source>
        <translation>实时已停止：{reason}请重新筛查，以便跟随编辑。</translation>
    </message>
    <message>
        <source>Live verdicts</source>
        <translation>实时结论</translation>
    </message>
    <message>
        <source>Load Demo District…</source>
        <translation>加载演示区…</translation>
    </message>
    <message>
        <source>Load the demo district, or add your own layers to the project</source>
        <translation>加载演示区，或把自己的图层加入工程</translation>
    </message>
    <message numerus="yes">
        <source>Logging %n change(s) of boundaries</source>
        <translation><numerusform>正在记录 %n 处边界变更</numerusform></translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>经度</translation>
    </message>
    <message>
        <source>Longitude and latitude as the photo says, WGS 84 taken as CGCS2000</source>
        <translation>照片所载经纬度，WGS 84 按 CGCS2000 采用</translation>
    </message>
    <message>
        <source>Look at the layers before screening: what is wrong, and its mend</source>
        <translation>筛查前检查各图层：有什么问题，怎么处理</translation>
    </message>
    <message>
        <source>Look at the rules, change them, and see the effect on the patches before you save</source>
        <translation>查看和修改规则，保存前先看对图斑的影响</translation>
    </message>
    <message>
        <source>Look for damage and tampering in the open workspace</source>
        <translation>检查当前工作库有无损坏和篡改</translation>
    </message>
    <message>
        <source>Look for damage and tampering in the open workspace, and list what other programs changed</source>
        <translation>检查当前工作库有无损坏和篡改，并列出其他程序改动了什么</translation>
    </message>
    <message>
        <source>Look through the patches, record findings, export lists and sheets</source>
        <translation>逐个查看图斑，录入核查结果，导出清单和核查表</translation>
    </message>
    <message>
        <source>Look whether a filter hides them, or take the layer off its role.</source>
        <translation>请检查是否被过滤条件隐藏，或取消该图层的角色。</translation>
    </message>
    <message>
        <source>Looked Again</source>
        <translation>已复看</translation>
    </message>
    <message>
        <source>Looking at farmland</source>
        <translation>检查耕地</translation>
    </message>
    <message>
        <source>Looking at the effect of the rules</source>
        <translation>计算规则的影响</translation>
    </message>
    <message>
        <source>Looking for farmland without patrol</source>
        <translation>查找无人巡查的耕地</translation>
    </message>
    <message>
        <source>Looking who is responsible</source>
        <translation>查找责任人</translation>
    </message>
    <message>
        <source>Looks whether every piece of cultivated land (class 01) lies in exactly one village patrol unit (unit codes of 12 digits). GAPS are the pieces in no village unit, OVERLAPS those in two, pair by pair, each with its ellipsoidal area and the codes. Pieces under SMALLEST m² or narrower than 0.1 m are the width of a drawn line and left out.

Outputs are in the reference system of the farmland layer; in totals ground counts once, however many units lie over it.</source>
        <translation>检查每块耕地（01 地类）是否恰好位于一个村级巡查责任区（12 位单位代码）内。GAPS 为不在任何责任区的空白，OVERLAPS 为两个责任区两两重叠的部分，均附椭球面积和单位代码。小于 SMALLEST 平方米或窄于 0.1 米的碎片视为线划宽度，略去。

输出采用耕地图层的坐标系；合计中同一地面只计一次。</translation>
    </message>
    <message>
        <source>MN of the instrument</source>
        <translation>设备编号 MN</translation>
    </message>
    <message>
        <source>MY-RULES-1</source>
        <translation>MY-RULES-1</translation>
    </message>
    <message>
        <source>Made, but not opened, because your project is not saved: save it, then open {file}.</source>
        <translation>演示区已生成但未打开，因为您的工程尚未保存：请先保存，再打开 {file}。</translation>
    </message>
    <message>
        <source>Magnetic north: the declination was not applied.</source>
        <translation>方位以磁北为准，未作磁偏角改正。</translation>
    </message>
    <message>
        <source>Make a synthetic district and open it as a project</source>
        <translation>生成一个虚构的区并作为工程打开</translation>
    </message>
    <message>
        <source>Make one patch of the selected ones, which were judged alike</source>
        <translation>把所选、判定依据相同的图斑合为一个</translation>
    </message>
    <message>
        <source>Makes the patrols that fall due from one day to another for every unit kept in the workspace: villages every {village} days, towns every {town}, the county every {county} (examples, not an official rule; a table of the plugin). A unit's patrols go on from its last planned one; planning again changes nothing.

OUTPUT lists every patrol of that time with who is responsible (masked) and whether it is due, missed or done.</source>
        <translation>为工作库中的各级单位生成一段时间内应完成的巡查：村级每 {village} 天、乡镇级每 {town} 天、县级每 {county} 天一次（示例，非官方规定，见插件数据表）。各单位从最后一次计划接续；重复生成不产生变化。

OUTPUT 列出该时段的全部巡查、责任人（脱敏）及其状态：待巡查、漏巡或已巡查。</translation>
    </message>
    <message>
        <source>Making the demo district</source>
        <translation>生成演示区</translation>
    </message>
    <message>
        <source>Making the practice folder</source>
        <translation>生成练习文件夹</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Map another field, or none.</source>
        <translation>请对应别的字段，或不对应。</translation>
    </message>
    <message>
        <source>Map the date of the earlier image.</source>
        <translation>请对应前时相日期字段。</translation>
    </message>
    <message>
        <source>Map the field that holds the codes, or correct the values.</source>
        <translation>请对应存放编码的字段，或改正这些值。</translation>
    </message>
    <message>
        <source>Map the field, or bind another layer to this role.</source>
        <translation>请对应该字段，或把此角色绑定到别的图层。</translation>
    </message>
    <message>
        <source>Mark the patch for a second look, or take the mark off; the colour stays</source>
        <translation>标记或取消待复看；颜色不变</translation>
    </message>
    <message>
        <source>Marking</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>Marking: internal, confidential or a text (empty: the project's)</source>
        <translation>标识：internal（内部）、confidential（涉密）或文字（留空：按工程所选）</translation>
    </message>
    <message>
        <source>Meanwhile at the desk: “{event}” by {who}, {at}.</source>
        <translation>期间内业已有：“{event}”（{who}，{at}）。</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>整改措施</translation>
    </message>
    <message>
        <source>Measure {n}</source>
        <translation>措施{n}</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>椭球面积</translation>
    </message>
    <message>
        <source>Measured again with the layers as they are now, unsaved edits included.</source>
        <translation>按图层现状（含未保存的编辑）重新量算。</translation>
    </message>
    <message>
        <source>Measured boundary</source>
        <translation>实测边界</translation>
    </message>
    <message>
        <source>Measured: {area}.</source>
        <translation>实测面积：{area}。</translation>
    </message>
    <message>
        <source>Measured: {area}; of this {covered} in the patch. Difference to the patch: {difference} m².</source>
        <translation>实测面积 {area}，其中图斑内 {covered}；与图斑面积相差 {difference} m²。</translation>
    </message>
    <message numerus="yes">
        <source>Meets %n patch(es) of the workspace, lies in none</source>
        <translation><numerusform>与工作库中%n个图斑相交，不在任一图斑内</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Mend it: %n part(s)</source>
        <translation><numerusform>修复后加入：共 %n 块</numerusform></translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Merge Boundaries</source>
        <translation>合并边界</translation>
    </message>
    <message>
        <source>Merge Patches</source>
        <translation>合并图斑</translation>
    </message>
    <message>
        <source>Merge boundaries</source>
        <translation>合并边界</translation>
    </message>
    <message>
        <source>Merge into</source>
        <translation>并入</translation>
    </message>
    <message>
        <source>Merge the boundaries of {names}? The facts of {kept} stay, the others go.</source>
        <translation>合并 {names} 的边界？保留 {kept} 的属性，其余删除。</translation>
    </message>
    <message>
        <source>Merge the selected boundaries into one</source>
        <translation>把所选边界合并为一个</translation>
    </message>
    <message>
        <source>Minimum areas</source>
        <translation>最小面积</translation>
    </message>
    <message>
        <source>Ministry's area m²</source>
        <translation>部下发面积 m²</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>漏巡</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>More filters: channel, change, area, state, deadline, map extent …</source>
        <translation>更多条件：渠道、变化性质、面积、状态、期限、地图范围…</translation>
    </message>
    <message>
        <source>Most doubtful: {patches}</source>
        <translation>最可疑：{patches}</translation>
    </message>
    <message>
        <source>Move Column &amp;Left</source>
        <translation>列左移(&amp;L)</translation>
    </message>
    <message>
        <source>Move Column &amp;Right</source>
        <translation>列右移(&amp;R)</translation>
    </message>
    <message>
        <source>Move the point down</source>
        <translation>下移该点</translation>
    </message>
    <message>
        <source>Move the point up</source>
        <translation>上移该点</translation>
    </message>
    <message>
        <source>Must act</source>
        <translation>办理部门</translation>
    </message>
    <message>
        <source>N</source>
        <translation>北</translation>
    </message>
    <message>
        <source>NE</source>
        <translation>东北</translation>
    </message>
    <message>
        <source>NW</source>
        <translation>西北</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name (an existing one is replaced)</source>
        <translation>名称（同名则替换）</translation>
    </message>
    <message>
        <source>Name (id)</source>
        <translation>名称（编号）</translation>
    </message>
    <message>
        <source>Name, code, street …</source>
        <translation>名称、代码、街道……</translation>
    </message>
    <message>
        <source>Name, who and why are needed.</source>
        <translation>须填写名称、修改人和原因。</translation>
    </message>
    <message>
        <source>Needs date</source>
        <translation>须有日期</translation>
    </message>
    <message>
        <source>Net area m²</source>
        <translation>图斑地类面积 m²</translation>
    </message>
    <message>
        <source>Net area the parcels state (TBDLMJ), deductions taken off</source>
        <translation>图斑属性所载地类面积（TBDLMJ），已扣除</translation>
    </message>
    <message>
        <source>New Boundary in “{layer}”</source>
        <translation>“{layer}”中的新边界</translation>
    </message>
    <message>
        <source>New Problem</source>
        <translation>新增问题</translation>
    </message>
    <message>
        <source>New Problem…</source>
        <translation>新增问题…</translation>
    </message>
    <message>
        <source>New conflicts</source>
        <translation>新增冲突</translation>
    </message>
    <message>
        <source>New deadline</source>
        <translation>新的整改期限</translation>
    </message>
    <message>
        <source>New findings</source>
        <translation>新增核查结论</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新文件夹</translation>
    </message>
    <message>
        <source>New folder for the package</source>
        <translation>任务包的新文件夹</translation>
    </message>
    <message>
        <source>New in the later run.</source>
        <translation>后一次筛查新增的图斑。</translation>
    </message>
    <message>
        <source>New patrols</source>
        <translation>新增巡查次数</translation>
    </message>
    <message>
        <source>New patrols without anybody responsible</source>
        <translation>无责任人的新增巡查</translation>
    </message>
    <message>
        <source>New photos</source>
        <translation>新增照片</translation>
    </message>
    <message>
        <source>Next patch</source>
        <translation>下一个图斑</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Next: export the lists.</source>
        <translation>下一步：导出清单。</translation>
    </message>
    <message>
        <source>Next: export the release list.</source>
        <translation>下一步：导出放行清单。</translation>
    </message>
    <message>
        <source>Next: go through the rest.</source>
        <translation>下一步：审查其余图斑。</translation>
    </message>
    <message>
        <source>Next: review the yellow patches, send the verification list, print patch sheets.</source>
        <translation>下一步：复核黄码图斑，下发核查清单，打印图斑核查表。</translation>
    </message>
    <message>
        <source>Next: show the patches with Second Look and look at them again.</source>
        <translation>下一步：用“待复看”筛出图斑再看一遍。</translation>
    </message>
    <message>
        <source>Next: the inspectors record what they find.</source>
        <translation>下一步：由核查人员登记核查结果。</translation>
    </message>
    <message>
        <source>Next: {step}.</source>
        <translation>下一步：{step}。</translation>
    </message>
    <message>
        <source>Next: {who} – {step}</source>
        <translation>下一步：{who} – {step}</translation>
    </message>
    <message>
        <source>No approval and no violation touches this patch.</source>
        <translation>没有审批或违法认定与该图斑相交。</translation>
    </message>
    <message>
        <source>No approval can be found: every patch will be yellow.</source>
        <translation>关联不到审批：所有图斑都将为黄码。</translation>
    </message>
    <message>
        <source>No approval layer is bound: every patch will be yellow, because nothing can be proved.</source>
        <translation>没有绑定审批图层：无从证明合法，所有图斑都将为黄码。</translation>
    </message>
    <message>
        <source>No approval layer is loaded. Every patch would be yellow, not because it is unlawful, but because there is nothing it could be compared with; such a run says nothing about the ground.</source>
        <translation>没有加载审批图层。所有图斑都会是黄码，原因不是违法，而是没有可比对的资料；这样的筛查说明不了任何问题。</translation>
    </message>
    <message>
        <source>No approval layer was given: no patch can be released.</source>
        <translation>没有给出审批图层：没有图斑可以放行。</translation>
    </message>
    <message>
        <source>No approval touches any patch: every patch would be yellow.</source>
        <translation>没有任何审批与图斑相交：所有图斑都会是黄码。</translation>
    </message>
    <message>
        <source>No boundary holds this hole wholly: draw it inside one, crossing nothing.</source>
        <translation>没有边界完整包含该内环：请画在一个边界之内，不与边线相交。</translation>
    </message>
    <message>
        <source>No boundary was changed since this workspace keeps the log.</source>
        <translation>本工作库开始记录以来，没有边界变更。</translation>
    </message>
    <message>
        <source>No boundary was measured.</source>
        <translation>没有实测边界。</translation>
    </message>
    <message>
        <source>No case is open here.</source>
        <translation>此范围内没有在办案件。</translation>
    </message>
    <message>
        <source>No case is open in this workspace.</source>
        <translation>工作库中没有在办案件。</translation>
    </message>
    <message>
        <source>No chosen patch is confirmed unlawful, being rectified or returned: nobody is notified.</source>
        <translation>所选图斑均未认定违法，也不在整改中或退回整改：无需通知。</translation>
    </message>
    <message>
        <source>No document covers a part of patch {patch}: there is nothing to divide it by.</source>
        <translation>没有手续覆盖图斑 {patch} 的任何部分：无从分割。</translation>
    </message>
    <message>
        <source>No filter is set that could be saved.</source>
        <translation>没有可保存的筛选条件。</translation>
    </message>
    <message>
        <source>No inspection layer is bound: load the results and bind them on the Layers page.</source>
        <translation>没有绑定核查成果图层：请加载核查成果并在“图层”页绑定。</translation>
    </message>
    <message>
        <source>No layer is active: choose one of approvals or discharge permits in QGIS's Layers panel.</source>
        <translation>没有当前图层：请在 QGIS 图层面板中选择用地审批或排污许可图层。</translation>
    </message>
    <message>
        <source>No layer of a special account is bound: permanent basic farmland, zones, projects.</source>
        <translation>没有绑定专账图层：永久基本农田、粮食生产功能区、高标准农田等。</translation>
    </message>
    <message>
        <source>No layer of administrative units: the rule set's {n} overrides apply to no patch.</source>
        <translation>没有行政区图层：规则集的 {n} 条单独规定对所有图斑均未适用。</translation>
    </message>
    <message>
        <source>No layer of this project comes over a network.</source>
        <translation>本工程没有来自网络的图层。</translation>
    </message>
    <message>
        <source>No layer of units with codes: units as the parcels state them (ZLDWDM).</source>
        <translation>没有带代码的行政区图层：按图斑所填坐落单位代码（ZLDWDM）划分。</translation>
    </message>
    <message>
        <source>No layer plays enterprise or discharge permit: select one below, press Bind Layer….</source>
        <translation>尚无企业或排污许可证图层：请在下方选中图层，按“绑定图层…”。</translation>
    </message>
    <message>
        <source>No layer plays “{role}”, which the rule requires: no patch can turn green.</source>
        <translation>没有图层担任规则要求的“{role}”：不会有绿码。</translation>
    </message>
    <message>
        <source>No layer plays “{role}”: add it, or bind it on the Layers page.</source>
        <translation>没有图层担任“{role}”：请添加图层，或在“图层”页绑定。</translation>
    </message>
    <message>
        <source>No layer plays: {roles}.</source>
        <translation>以下角色没有图层：{roles}。</translation>
    </message>
    <message>
        <source>No more will be put right</source>
        <translation>不再继续整改</translation>
    </message>
    <message>
        <source>No new construction is known in this workspace yet: screen patches first.</source>
        <translation>工作库中尚无新增建设图斑：请先筛查。</translation>
    </message>
    <message>
        <source>No patch is left to review here: clear the filters, or screen patches first.</source>
        <translation>这里没有待审查的图斑：请清除筛选条件，或先进行筛查。</translation>
    </message>
    <message>
        <source>No patch is selected: select patches in the table or on the map.</source>
        <translation>未选中图斑：请在表格或地图上选择图斑。</translation>
    </message>
    <message>
        <source>No patch is selected: there is nothing to print.</source>
        <translation>没有选中图斑：无可打印。</translation>
    </message>
    <message>
        <source>No patch is with a person on site: dispatch patches first, then write the field package.</source>
        <translation>没有已派发到人的图斑：请先派发，再生成任务包。</translation>
    </message>
    <message>
        <source>No patch of the open workspace belongs to it any more.</source>
        <translation>当前工作库中已没有与它对应的图斑。</translation>
    </message>
    <message>
        <source>No patch passes these filters: take one away above, or show all.</source>
        <translation>没有符合筛选条件的图斑：请在上方取消某个条件，或全部显示。</translation>
    </message>
    <message>
        <source>No patch waits for verification. Next: export the release list.</source>
        <translation>没有待核查的图斑。下一步：导出放行清单。</translation>
    </message>
    <message>
        <source>No patch waits to be sent.</source>
        <translation>没有等待派发的图斑。</translation>
    </message>
    <message>
        <source>No patch was confirmed unlawful in this period.</source>
        <translation>该时段内没有认定违法的图斑。</translation>
    </message>
    <message>
        <source>No patch would change its colour.</source>
        <translation>没有图斑会变色。</translation>
    </message>
    <message>
        <source>No patrols are planned: press Plan Patrols.</source>
        <translation>尚无巡查计划：请点击“生成巡查计划”。</translation>
    </message>
    <message>
        <source>No polygon is selected in any layer</source>
        <translation>没有图层选中面要素</translation>
    </message>
    <message>
        <source>No problem is kept yet: add one, or import a table of problems.</source>
        <translation>尚无问题：请新增，或导入问题表格。</translation>
    </message>
    <message>
        <source>No problem is open. Next: select a source, or import problems.</source>
        <translation>没有未结问题。下一步：选择污染源，或导入问题。</translation>
    </message>
    <message>
        <source>No role recognised: bind it by hand, or leave it.</source>
        <translation>未识别出角色：请手工绑定，或不处理。</translation>
    </message>
    <message>
        <source>No row of the package names this photo: add it to a finding by hand if it belongs to one.</source>
        <translation>任务包中没有记录引用此照片：如属于某条核查记录，请手工添加。</translation>
    </message>
    <message>
        <source>No source is listed: bind layers of enterprises, discharge permits and outlets on the page Layers.</source>
        <translation>尚无污染源：请在“图层”页绑定企业、排污许可证、排放口图层。</translation>
    </message>
    <message>
        <source>No unit or class here has “{text}” in its name or code: clear the filter.</source>
        <translation>没有名称或代码含“{text}”的单位或地类：请清除过滤文字。</translation>
    </message>
    <message>
        <source>No workspace is open yet: screen patches, or open a workspace with the button below.</source>
        <translation>尚未打开工作库：请先筛查图斑，或用下方按钮打开工作库。</translation>
    </message>
    <message>
        <source>No workspace is open: change patches are not counted.</source>
        <translation>未打开工作库，未统计变化图斑。</translation>
    </message>
    <message>
        <source>No workspace is open: changes are not logged.</source>
        <translation>没有打开工作库：变更不作记录。</translation>
    </message>
    <message>
        <source>No workspace is open: problems are kept in one. Open it with Gengdi ▸ Open Workspace…</source>
        <translation>未打开工作库：问题保存在工作库中，请用菜单“耕地智保 ▸ 打开工作库…”打开。</translation>
    </message>
    <message>
        <source>No workspace is open: screen patches, or open one with Gengdi ▸ Open Workspace…</source>
        <translation>未打开工作库：请先筛查图斑，或用菜单“耕地智保 ▸ 打开工作库…”打开。</translation>
    </message>
    <message>
        <source>Nobody asks for a second look at this patch.</source>
        <translation>该图斑没有待复看标记。</translation>
    </message>
    <message>
        <source>Nobody is known yet: import the table of responsible people (姓名, 单位代码, 职务, 电话).</source>
        <translation>尚无责任人：请导入责任人表（姓名、单位代码、职务、电话）。</translation>
    </message>
    <message>
        <source>Nobody responsible is known under {uid}: import the people again.</source>
        <translation>没有编号为 {uid} 的责任人：请重新导入。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message numerus="yes">
        <source>None of the %n layer(s) looked into knows anything about this place.</source>
        <translation><numerusform>已查%n个图层，均无此处的记录。</numerusform></translation>
    </message>
    <message>
        <source>None of the approvals is of a kind that proves anything: no patch can turn green.</source>
        <translation>现有审批都不能作为合法依据：不会有绿码。</translation>
    </message>
    <message>
        <source>None of these patches is confirmed unlawful, being rectified or returned.</source>
        <translation>这些图斑均未认定违法，也不在整改中或退回整改。</translation>
    </message>
    <message>
        <source>None of {n} item(s) passes the filters: change them to see more.</source>
        <translation>共 {n} 项，均不符合筛选条件：请调整筛选。</translation>
    </message>
    <message>
        <source>None of {total} patches changes.</source>
        <translation>{total} 个图斑均无变化。</translation>
    </message>
    <message>
        <source>North (m)</source>
        <translation>北坐标（m）</translation>
    </message>
    <message>
        <source>Not among the patches of the later run.</source>
        <translation>后一次筛查中没有该图斑。</translation>
    </message>
    <message>
        <source>Not checked: {why}.</source>
        <translation>未核对：{why}。</translation>
    </message>
    <message>
        <source>Not computed yet. Nothing is saved by looking.</source>
        <translation>尚未计算。查看影响不会保存任何内容。</translation>
    </message>
    <message>
        <source>Not known whether the photos look in {limit} directions: {winds}; others do not say.</source>
        <translation>无法判断照片是否覆盖 {limit} 个方向：已知 {winds}，其余照片没有方位。</translation>
    </message>
    <message>
        <source>Not older than the later image ({day}).</source>
        <translation>拍摄时间不早于后时相（{day}）。</translation>
    </message>
    <message>
        <source>Not put right: {area} m².</source>
        <translation>未整改：{area}平方米。</translation>
    </message>
    <message>
        <source>Not sound: {layers}.</source>
        <translation>有问题的图形：{layers}。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Note this outside the workspace, for example on a printed list: whoever rewrites the whole file cannot bring it back</source>
        <translation>请把它记在工作库以外，例如打印的清单上：即使有人重写整个文件，也无法还原它</translation>
    </message>
    <message>
        <source>Note: {first}</source>
        <translation>注意：{first}</translation>
    </message>
    <message>
        <source>Nothing about this layer's name or fields was recognised.</source>
        <translation>未能从图层名称或字段识别。</translation>
    </message>
    <message>
        <source>Nothing changed: {n} patches have the same verdict in both runs.</source>
        <translation>没有变化：{n} 个图斑在两次筛查中判定相同。</translation>
    </message>
    <message>
        <source>Nothing has been screened yet: screen first, then look at the effect.</source>
        <translation>尚未筛查：请先筛查，再查看影响。</translation>
    </message>
    <message>
        <source>Nothing has happened to this item yet.</source>
        <translation>该事项尚无办理记录。</translation>
    </message>
    <message>
        <source>Nothing has happened to this patch yet.</source>
        <translation>该图斑尚无办理记录。</translation>
    </message>
    <message>
        <source>Nothing has run in this session: long work appears here when it starts.</source>
        <translation>本次会话还没有运行过工作：耗时工作开始后显示在这里。</translation>
    </message>
    <message>
        <source>Nothing is due: no patch is with an inspector or under rectification. Dispatch first.</source>
        <translation>没有在办事项：尚无图斑处于核查或整改中，请先派发。</translation>
    </message>
    <message numerus="yes">
        <source>Nothing is known about %n unit(s): no feature meets them.</source>
        <translation><numerusform>%n个单元没有任何记录：没有要素与之相遇。</numerusform></translation>
    </message>
    <message>
        <source>Nothing is selected: select patches in the table or on the map.</source>
        <translation>未选中图斑：请在表中或地图上选择。</translation>
    </message>
    <message>
        <source>Nothing of Gengdi needs a network: screening, review, cases, lists, sheets, packages and this help work on this computer alone, with or without a basemap.</source>
        <translation>耕地智保的任何功能都不需要网络：筛查、复核、案件、清单、核查表、外业包和帮助都在本机完成，有无底图均可。</translation>
    </message>
    <message>
        <source>Nothing red stands any more: the screening can start.</source>
        <translation>已没有红色问题，可以开始筛查。</translation>
    </message>
    <message>
        <source>Nothing the workspace keeps explains it: verify the verdicts of both runs.</source>
        <translation>工作库中的数据无法解释：请复算两次筛查的判定。</translation>
    </message>
    <message>
        <source>Nothing to close: no corner lies within the tolerance of a neighbour.</source>
        <translation>没有可消除的缝隙：容差内没有相邻边界的拐点。</translation>
    </message>
    <message>
        <source>Nothing to take: this package has no new work.</source>
        <translation>没有可导入的内容：任务包中没有新的成果。</translation>
    </message>
    <message>
        <source>Nothing was decided in this sitting yet.</source>
        <translation>本次审查尚未作出决定。</translation>
    </message>
    <message>
        <source>Nothing was entered in this package.</source>
        <translation>任务包中没有录入任何内容。</translation>
    </message>
    <message>
        <source>Nothing with a geometry is selected in “{layer}”: select it on the map first.</source>
        <translation>“{layer}”中没有选中带图形的要素：请先在地图上选择。</translation>
    </message>
    <message>
        <source>Notice no.</source>
        <translation>通知书文号</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>通知书</translation>
    </message>
    <message>
        <source>Notices printed</source>
        <translation>打印的通知书数</translation>
    </message>
    <message>
        <source>Now and then</source>
        <translation>整改前后对比</translation>
    </message>
    <message>
        <source>Now with</source>
        <translation>当前督办</translation>
    </message>
    <message>
        <source>Number, code, village, document …</source>
        <translation>编号、空间码、村、文号…</translation>
    </message>
    <message>
        <source>OUTPUT and FOLDER are empty: name a PDF, or a folder for one PDF each.</source>
        <translation>OUTPUT 和 FOLDER 均为空：请指定一个PDF，或指定文件夹（每个图斑一个PDF）。</translation>
    </message>
    <message>
        <source>Occupied m²</source>
        <translation>占用耕地(平方米)</translation>
    </message>
    <message>
        <source>Of projects for which none is chosen in the panel, for example 内部 or 涉密: it stands beside “Offline” and on every list and sheet. Empty: none.</source>
        <translation>用于未在面板中另选标识的工程，例如 内部、涉密：显示在“离线”旁，并印在每份清单和核查表上。留空则不印。</translation>
    </message>
    <message>
        <source>Of the feature</source>
        <translation>占要素</translation>
    </message>
    <message>
        <source>Of the place</source>
        <translation>占本处</translation>
    </message>
    <message>
        <source>Of these, the overdue ones</source>
        <translation>其中已超期的</translation>
    </message>
    <message>
        <source>Of {layers}; farmland of “{farmland}”.</source>
        <translation>依据{layers}；其中耕地按“{farmland}”。</translation>
    </message>
    <message>
        <source>Off: a case that is being rectified stays red until it is accepted</source>
        <translation>关闭时：整改中的案件在验收前保持红码</translation>
    </message>
    <message>
        <source>Officer (empty: the name in the options)</source>
        <translation>经办人（空：选项中的姓名）</translation>
    </message>
    <message>
        <source>Official area: {area}</source>
        <translation>椭球面积：{area}</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>On</source>
        <translation>占地情况</translation>
    </message>
    <message>
        <source>On Site</source>
        <translation>现场</translation>
    </message>
    <message>
        <source>On {at} the workspace was older than it had been: a copy was put back in its place.</source>
        <translation>{at}时工作库比此前更旧：有副本被放回原处。</translation>
    </message>
    <message>
        <source>One PDF per patch, named by its number and code: the selected patches, else all shown</source>
        <translation>每个图斑一个PDF，以监测编号和空间码命名：所选图斑，否则为显示的全部图斑</translation>
    </message>
    <message>
        <source>One more point: decimal, degrees minutes seconds, or Gauss-Krüger with or without zone</source>
        <translation>再加一点：十进制度、度分秒，或高斯坐标（带号可有可无）</translation>
    </message>
    <message>
        <source>One page per patch with map and evidence, as a PDF</source>
        <translation>每个图斑一页，含地图和依据，输出为 PDF</translation>
    </message>
    <message>
        <source>One point a line, x or longitude first:
121.50012, 29.95034
…
Or WKT, or GeoJSON.</source>
        <translation>每行一个点，先横坐标或经度：
121.50012, 29.95034
…
也可粘贴 WKT 或 GeoJSON。</translation>
    </message>
    <message>
        <source>One row per village, town or county: the cases that were confirmed unlawful within the period, by number and area, how many were filed, concluded, accepted (closed) and are overdue, with their rates and the rank by rectification rate, and how long it took from the image to the first screening, from there to the audit, and from the audit to the acceptance (median, and the days within which 80 % lie).

FROM and TO limit the period, both days included; ON is the day on which it is told: what happened later is not known then, so that a figure of the past comes out the same again. Without ON it is today. A rate whose denominator is 0 is empty.</source>
        <translation>每个村、乡镇或县一行：时段内认定违法的件数和面积，其中立案、结案、验收通过(销号)和超期的数量及比率，按整改率排名；以及后时相至首次筛查、首次筛查至认定、认定至验收通过的用时(中位数及80%所在天数)。

FROM和TO限定时段(含首尾两天)；ON为统计基准日：此后发生的事不计入，因此过去的指标可以复算一致。不填ON为今天。分母为0的比率为空。</translation>
    </message>
    <message>
        <source>Online map</source>
        <translation>底图联网</translation>
    </message>
    <message>
        <source>Only &amp;Selected</source>
        <translation>仅所选图斑(&amp;S)</translation>
    </message>
    <message>
        <source>Only Selected</source>
        <translation>仅所选图斑</translation>
    </message>
    <message>
        <source>Only items that are not closed</source>
        <translation>仅未办结事项</translation>
    </message>
    <message>
        <source>Only phone, department, duty and term can be changed; {fields} makes another person.</source>
        <translation>只能修改电话、部门、职务和任期；修改 {fields} 即为另一人。</translation>
    </message>
    <message>
        <source>Only the most doubtful patches, so many</source>
        <translation>只打印最存疑的图斑，数量</translation>
    </message>
    <message>
        <source>Only your own doing opens a connection: adding an online map (such as Tianditu) or another layer of a server, and QGIS's own news and plugin list, which are set in its options.</source>
        <translation>只有您自己的操作才会联网：添加在线地图（如天地图）或其他来自服务器的图层；QGIS 自身的新闻和插件列表在其选项中设置。</translation>
    </message>
    <message>
        <source>Only {name}, who recorded it, can take it back.</source>
        <translation>只有记录人{name}可以撤回。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open &amp;Log</source>
        <translation>打开日志(&amp;L)</translation>
    </message>
    <message>
        <source>Open Case</source>
        <translation>打开案件</translation>
    </message>
    <message>
        <source>Open Cases</source>
        <translation>在办案件</translation>
    </message>
    <message>
        <source>Open Cases…</source>
        <translation>在办案件…</translation>
    </message>
    <message>
        <source>Open De&amp;fault</source>
        <translation>打开默认规则集(&amp;F)</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open Mapping…</source>
        <translation>字段对应…</translation>
    </message>
    <message>
        <source>Open Record</source>
        <translation>打开记录</translation>
    </message>
    <message>
        <source>Open Workspace</source>
        <translation>打开工作库</translation>
    </message>
    <message>
        <source>Open Workspace…</source>
        <translation>打开工作库…</translation>
    </message>
    <message>
        <source>Open a Workspace</source>
        <translation>打开工作库</translation>
    </message>
    <message>
        <source>Open a Workspace…</source>
        <translation>打开工作库…</translation>
    </message>
    <message>
        <source>Open in Gengdi</source>
        <translation>在耕地智保中打开</translation>
    </message>
    <message>
        <source>Open the guide at this part</source>
        <translation>打开手册的相应章节</translation>
    </message>
    <message>
        <source>Open the guide; it needs no network</source>
        <translation>打开使用指南，不需要网络</translation>
    </message>
    <message>
        <source>Open: {task}</source>
        <translation>打开：{task}</translation>
    </message>
    <message>
        <source>Opening the results of {name}</source>
        <translation>打开 {name} 的结果图层</translation>
    </message>
    <message>
        <source>Order Rectification</source>
        <translation>下达整改</translation>
    </message>
    <message>
        <source>Order Rectification of Patch {patch_no}</source>
        <translation>下达图斑{patch_no}整改</translation>
    </message>
    <message>
        <source>Order Rectification…</source>
        <translation>下达整改…</translation>
    </message>
    <message>
        <source>Order the rectification again at once</source>
        <translation>同时再次下达整改</translation>
    </message>
    <message>
        <source>Ordered by</source>
        <translation>下达人</translation>
    </message>
    <message>
        <source>Other land classes: the workspace keeps ground by kind and not by class. Screen again, with live verdicts on, then look at the effect.</source>
        <translation>地类归类已改：工作库按类别而非地类编码保存地面数据，请开启实时后重新筛查，再查看影响。</translation>
    </message>
    <message>
        <source>Other software: {before}, then {after}.</source>
        <translation>软件不同：先为 {before}，后为 {after}。</translation>
    </message>
    <message>
        <source>Ours (workspace)</source>
        <translation>本库</translation>
    </message>
    <message>
        <source>Ours stands; the field's finding and photos are kept beside it</source>
        <translation>以本库为准，外业记录和照片一并留存</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Outlet code</source>
        <translation>排放口编号</translation>
    </message>
    <message>
        <source>Outlets</source>
        <translation>排放口</translation>
    </message>
    <message>
        <source>Outlets of the sources are not counted.</source>
        <translation>无法统计污染源的排放口。</translation>
    </message>
    <message>
        <source>Outside all units: {area}.</source>
        <translation>行政区以外：{area}。</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>超期</translation>
    </message>
    <message>
        <source>Overdue ({n})</source>
        <translation>超期 ({n})</translation>
    </message>
    <message>
        <source>Overdue only</source>
        <translation>仅看超期</translation>
    </message>
    <message>
        <source>Overdue patches</source>
        <translation>超期图斑数</translation>
    </message>
    <message>
        <source>Overdue rate</source>
        <translation>超期率</translation>
    </message>
    <message>
        <source>Overlap m²</source>
        <translation>重叠 m²</translation>
    </message>
    <message>
        <source>Overlaps {neighbours}</source>
        <translation>重叠：{neighbours}</translation>
    </message>
    <message>
        <source>PATCHES is no polygon layer that can be read: choose another layer.</source>
        <translation>PATCHES 不是可读取的面图层：请另选图层。</translation>
    </message>
    <message>
        <source>PATCHES: {numbers} are no pending patches of new construction of {year}: choose among those confirmed unlawful and not accepted yet.</source>
        <translation>PATCHES：{numbers}不是{year}年新增建设的待整改图斑：请在已认定违法且未验收通过的图斑中选择。</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>Parcel no.</source>
        <translation>图斑编号</translation>
    </message>
    <message>
        <source>Parcels</source>
        <translation>图斑数</translation>
    </message>
    <message>
        <source>Pass the patch over; nothing is recorded</source>
        <translation>跳过该图斑，不作记录</translation>
    </message>
    <message>
        <source>Past the deadline and not accepted / cases with a deadline</source>
        <translation>超过期限且未验收通过的件数/有期限的件数</translation>
    </message>
    <message>
        <source>Paste points or a survey's coordinate text</source>
        <translation>粘贴坐标或勘测定界坐标文本</translation>
    </message>
    <message>
        <source>Paste…</source>
        <translation>粘贴…</translation>
    </message>
    <message>
        <source>Patch (number, spatial code or uid)</source>
        <translation>图斑（监测编号、空间码或uid）</translation>
    </message>
    <message>
        <source>Patch Sheets of the Shown Patches…</source>
        <translation>所示图斑的核查表…</translation>
    </message>
    <message>
        <source>Patch Sheets, One File Each…</source>
        <translation>图斑核查表(每图斑一份)…</translation>
    </message>
    <message>
        <source>Patch no.</source>
        <translation>图斑编号</translation>
    </message>
    <message>
        <source>Patch numbers</source>
        <translation>图斑编号</translation>
    </message>
    <message>
        <source>Patch sheets</source>
        <translation>图斑核查表</translation>
    </message>
    <message>
        <source>Patch {patch_no}</source>
        <translation>图斑 {patch_no}</translation>
    </message>
    <message numerus="yes">
        <source>Patch {patch_no} goes on as %n part(s).</source>
        <translation><numerusform>图斑 {patch_no} 分为 %n 个部分继续办理。</numerusform></translation>
    </message>
    <message>
        <source>Patch {patch_no} has no measures that could be reported: they were not ordered here.</source>
        <translation>图斑{patch_no}没有可上报的整改措施：整改并非在此下达。</translation>
    </message>
    <message>
        <source>Patch {patch_no}: no filed case is open that could be concluded.</source>
        <translation>图斑{patch_no}：没有可结案的立案。</translation>
    </message>
    <message>
        <source>Patch {patch_no}: now with {person}, due on {day}.</source>
        <translation>图斑 {patch_no}：现由 {person} 负责，期限 {day}。</translation>
    </message>
    <message>
        <source>Patch {patch_no}: this finding ({finding}) was recorded before.</source>
        <translation>图斑 {patch_no}：该核查结果（{finding}）此前已录入。</translation>
    </message>
    <message>
        <source>Patch {patch} has no verdict that can be screened again from the workspace (none at all, no approvals given, or an older version's): screen it with its layers first.</source>
        <translation>图斑 {patch} 没有可依据工作库复筛的判定(未筛查、筛查时未提供手续图层，或由旧版本生成)：请先连同图层重新筛查。</translation>
    </message>
    <message>
        <source>Patch {patch} is due on {day}: an extension must lead to a later day.</source>
        <translation>图斑 {patch} 的期限为 {day}：延期须晚于该日。</translation>
    </message>
    <message>
        <source>Patch {patch}: give the number of the document by which it was filed or concluded.</source>
        <translation>图斑{patch}：请填写立案或结案文书的文号。</translation>
    </message>
    <message>
        <source>Patch {patch}: no case of enforcement is filed that could be concluded.</source>
        <translation>图斑{patch}：没有可结案的立案。</translation>
    </message>
    <message>
        <source>Patch {patch}: only an unlawful finding has a type of violation; leave it empty.</source>
        <translation>图斑{patch}：只有违法的核查结论才有违法类型，请留空。</translation>
    </message>
    <message>
        <source>Patch {patch}: say why the rectification is returned.</source>
        <translation>图斑{patch}：请说明退回整改的原因。</translation>
    </message>
    <message>
        <source>Patch {patch}: that much was reported before; nothing new to report.</source>
        <translation>图斑{patch}：该面积此前已上报，没有新的内容。</translation>
    </message>
    <message>
        <source>Patch {patch}: the case {number} is filed and not concluded yet.</source>
        <translation>图斑{patch}：案件{number}已立案，尚未结案。</translation>
    </message>
    <message>
        <source>Patch {patch}: the deadline {day} is over already; choose a later one.</source>
        <translation>图斑 {patch}：期限 {day} 已过，请选择更晚的日期。</translation>
    </message>
    <message>
        <source>Patch {patch}: the finding names no inspector; fill in the field “inspector”.</source>
        <translation>图斑 {patch}：核查结果没有核查人；请填写字段“inspector”。</translation>
    </message>
    <message>
        <source>Patch {patch}: the measured boundary cannot be read ({reason}); measure it again.</source>
        <translation>图斑 {patch}：实测边界无法读取（{reason}），请重新测量。</translation>
    </message>
    <message>
        <source>Patch {patch}: the measured boundary encloses no ground; walk round it again.</source>
        <translation>图斑 {patch}：实测边界没有围成地块，请重新走测一圈。</translation>
    </message>
    <message>
        <source>Patch {patch}: the measured boundary has no longitudes and latitudes (EPSG:4490); choose its coordinate system.</source>
        <translation>图斑 {patch}：实测边界不是经纬度（EPSG:4490），请选择其坐标系。</translation>
    </message>
    <message>
        <source>Patch {patch}: the measured boundary lies outside the patch; check its coordinate system and the number of the patch.</source>
        <translation>图斑 {patch}：实测边界在图斑之外，请核对坐标系和图斑编号。</translation>
    </message>
    <message>
        <source>Patch {patch}: the photo {file} is not there; bring the files together again.</source>
        <translation>图斑 {patch}：照片 {file} 不存在；请把文件放回原处。</translation>
    </message>
    <message>
        <source>Patch {patch}: the stored state is {stored}, its events say {derived}.</source>
        <translation>图斑{patch}：所存状态为{stored}，而办理记录推出的是{derived}。</translation>
    </message>
    <message>
        <source>Patch {patch}: there is no set of categories “{set}”; use one of: {known}.</source>
        <translation>图斑 {patch}：没有“{set}”这套分类，请用：{known}。</translation>
    </message>
    <message>
        <source>Patch {patch}: {area} is no unlawful area; give square metres from 0.</source>
        <translation>图斑 {patch}：{area} 不是有效的违法面积；请填不小于 0 的平方米数。</translation>
    </message>
    <message>
        <source>Patch {patch}: {day} is still to come; give the day on which it was done.</source>
        <translation>图斑{patch}：{day}尚未到来；请填写实际完成的日期。</translation>
    </message>
    <message>
        <source>Patch {patch}: {figure} is {found} m² by the overlay, but {expected} m² when re-checked without it ({allowed} m² may differ): nothing is said of this patch.</source>
        <translation>图斑 {patch}：{figure}叠加得 {found} m²，不经叠加复算得 {expected} m²（允许相差 {allowed} m²）：该图斑不作判定。</translation>
    </message>
    <message>
        <source>Patch {patch}: {left} m² are not put right; say in the note why that is accepted.</source>
        <translation>图斑{patch}：尚有{left}平方米未整改；请在备注中说明为何予以验收。</translation>
    </message>
    <message>
        <source>Patch {patch}: {uids} are no measures of it.</source>
        <translation>图斑{patch}：{uids}不是它的整改措施。</translation>
    </message>
    <message>
        <source>Patch {patch}: {why}</source>
        <translation>图斑 {patch}：{why}</translation>
    </message>
    <message>
        <source>Patch {patch}: {why} Nothing was recorded.</source>
        <translation>图斑 {patch}：{why}未作任何记录。</translation>
    </message>
    <message>
        <source>Patch {patch}: {wrong} m² cannot be returned, {done} m² were reported as done.</source>
        <translation>图斑{patch}：不能退回{wrong}平方米，上报完成的只有{done}平方米。</translation>
    </message>
    <message>
        <source>Patch {patch}: “{category}” goes with {findings}, not with {finding}.</source>
        <translation>图斑 {patch}：“{category}”对应的核查结果是{findings}，不是{finding}。</translation>
    </message>
    <message>
        <source>Patch {patch}: “{category}” is no category of the set {set}; use one of: {known}.</source>
        <translation>图斑 {patch}：“{category}”不是“{set}”中的类别，请用：{known}。</translation>
    </message>
    <message>
        <source>Patch {patch}: “{finding}” is no finding; use one of: {known}.</source>
        <translation>图斑 {patch}：“{finding}”不是核查结果；可用：{known}。</translation>
    </message>
    <message>
        <source>Patch {patch}: “{type}” is no type of violation; use one of: {known}.</source>
        <translation>图斑{patch}：“{type}”不是违法类型，请使用：{known}。</translation>
    </message>
    <message>
        <source>Patch {patch}: “{value}” is no date of inspection; write it like 2026-11-23.</source>
        <translation>图斑 {patch}：“{value}”不是核查日期；请写成 2026-11-23。</translation>
    </message>
    <message>
        <source>Patch {patch}: “{value}” is no date on which works began; write it like 2026-11-23.</source>
        <translation>图斑{patch}：“{value}”不是动工日期，请按2026-11-23的形式填写。</translation>
    </message>
    <message>
        <source>Patch {patch}: “{value}” is no day; write it like 2026-11-23.</source>
        <translation>图斑{patch}：“{value}”不是日期，请按2026-11-23的形式填写。</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>图斑</translation>
    </message>
    <message>
        <source>Patches and Cases</source>
        <translation>图斑与案件</translation>
    </message>
    <message>
        <source>Patches and log</source>
        <translation>图斑与记录</translation>
    </message>
    <message>
        <source>Patches as before</source>
        <translation>未变化的图斑数</translation>
    </message>
    <message>
        <source>Patches by code</source>
        <translation>图斑（按码）</translation>
    </message>
    <message>
        <source>Patches dispatched</source>
        <translation>已派发图斑数</translation>
    </message>
    <message>
        <source>Patches divided</source>
        <translation>分割的图斑</translation>
    </message>
    <message>
        <source>Patches go back to where they were before the last run; nothing is deleted</source>
        <translation>图斑恢复到最近一次筛查之前的状态；不删除任何数据</translation>
    </message>
    <message>
        <source>Patches in the list</source>
        <translation>清单图斑数</translation>
    </message>
    <message>
        <source>Patches in the package</source>
        <translation>任务包内图斑数</translation>
    </message>
    <message>
        <source>Patches near It</source>
        <translation>邻近图斑</translation>
    </message>
    <message>
        <source>Patches of any area are shown.</source>
        <translation>不按面积筛选。</translation>
    </message>
    <message>
        <source>Patches on</source>
        <translation>图斑占地情况</translation>
    </message>
    <message>
        <source>Patches reached</source>
        <translation>涉及的图斑</translation>
    </message>
    <message>
        <source>Patches released</source>
        <translation>放行的图斑</translation>
    </message>
    <message>
        <source>Patches screened again</source>
        <translation>复筛的图斑</translation>
    </message>
    <message>
        <source>Patches taken as rectified</source>
        <translation>假设整改到位的图斑</translation>
    </message>
    <message>
        <source>Patches taken as rectified (numbers or expression)</source>
        <translation>假设整改到位的图斑(编号或表达式)</translation>
    </message>
    <message>
        <source>Patches that changed</source>
        <translation>有变化的图斑数</translation>
    </message>
    <message>
        <source>Patches that changed colour</source>
        <translation>颜色变化的图斑数</translation>
    </message>
    <message>
        <source>Patches whose nearest source this is, within the distance of the rule set</source>
        <translation>在规则集规定距离内、以此为最近污染源的图斑</translation>
    </message>
    <message>
        <source>Patches with a lawful procedure, and its proof</source>
        <translation>有合法手续的图斑及其依据</translation>
    </message>
    <message>
        <source>Patches without anybody responsible</source>
        <translation>无责任人的图斑数</translation>
    </message>
    <message>
        <source>Patches, approvals, land-class parcels and permanent basic farmland are there.</source>
        <translation>变化图斑、用地审批范围、地类图斑、永久基本农田均已加载。</translation>
    </message>
    <message>
        <source>Patrol coverage of farmland</source>
        <translation>耕地巡查责任区覆盖检查</translation>
    </message>
    <message>
        <source>Patrol of {unit}, due on {day}.</source>
        <translation>{unit}的巡查，期限 {day}。</translation>
    </message>
    <message>
        <source>Patrol units (villages)</source>
        <translation>巡查责任区（村级）</translation>
    </message>
    <message>
        <source>Patrols</source>
        <translation>巡查</translation>
    </message>
    <message>
        <source>Patrols and Responsible People</source>
        <translation>巡查与责任人</translation>
    </message>
    <message>
        <source>Patrols and Responsible People…</source>
        <translation>巡查与责任人…</translation>
    </message>
    <message>
        <source>Patrols due</source>
        <translation>待巡查</translation>
    </message>
    <message>
        <source>Patrols missed in that time</source>
        <translation>该时段漏巡次数</translation>
    </message>
    <message>
        <source>People added</source>
        <translation>新增人数</translation>
    </message>
    <message>
        <source>People and Deadlines</source>
        <translation>人员与时限</translation>
    </message>
    <message>
        <source>People changed</source>
        <translation>更新人数</translation>
    </message>
    <message>
        <source>People that were there</source>
        <translation>已有人数</translation>
    </message>
    <message>
        <source>People with their load, and patrols</source>
        <translation>责任人工作量与巡查</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Perm. basic m²</source>
        <translation>占永农 m²</translation>
    </message>
    <message>
        <source>Permanent basic farmland</source>
        <translation>永久基本农田</translation>
    </message>
    <message>
        <source>Permit no.</source>
        <translation>许可证编号</translation>
    </message>
    <message>
        <source>Permit numbers and their terms are not told.</source>
        <translation>无法显示许可证编号和有效期。</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Photos (*.jpg *.jpeg *.png *.heic *.tif *.tiff)</source>
        <translation>照片 (*.jpg *.jpeg *.png *.heic *.tif *.tiff)</translation>
    </message>
    <message>
        <source>Photos are checked for place, direction and time when they are added.</source>
        <translation>添加照片后自动核对拍摄位置、方位和时间。</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>拍摄位置</translation>
    </message>
    <message>
        <source>Place not checked: {why}.</source>
        <translation>未核对拍摄位置：{why}。</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>生成计划</translation>
    </message>
    <message>
        <source>Plan Patrols</source>
        <translation>生成巡查计划</translation>
    </message>
    <message>
        <source>Plan Patrols…</source>
        <translation>生成巡查计划…</translation>
    </message>
    <message>
        <source>Plan patrols</source>
        <translation>生成巡查计划</translation>
    </message>
    <message>
        <source>Planting code</source>
        <translation>种植属性代码</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>点号</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>界址点</translation>
    </message>
    <message>
        <source>Points at the patch ({angle}° beside it, at most {limit}°).</source>
        <translation>镜头朝向图斑（偏 {angle}°，不超过 {limit}°）。</translation>
    </message>
    <message>
        <source>Points {angle}° away from the patch: more than {limit}°.</source>
        <translation>镜头偏离图斑 {angle}°，超过 {limit}°。</translation>
    </message>
    <message>
        <source>Pollution</source>
        <translation>污染源</translation>
    </message>
    <message>
        <source>Pollution Sources</source>
        <translation>污染源</translation>
    </message>
    <message>
        <source>Pollution sources</source>
        <translation>污染源</translation>
    </message>
    <message>
        <source>Pollution sources: permits, outlets and their problems</source>
        <translation>污染源：许可证、排放口及其问题</translation>
    </message>
    <message>
        <source>Practice Folder…</source>
        <translation>练习文件夹…</translation>
    </message>
    <message>
        <source>Press Start Editing first.</source>
        <translation>请先点“开始编辑”。</translation>
    </message>
    <message>
        <source>Previous patch</source>
        <translation>上一个图斑</translation>
    </message>
    <message>
        <source>Print Time Line</source>
        <translation>打印时间轴</translation>
    </message>
    <message>
        <source>Print Time Line…</source>
        <translation>打印时间轴…</translation>
    </message>
    <message>
        <source>Printing notices</source>
        <translation>打印通知书</translation>
    </message>
    <message>
        <source>Printing patch sheets</source>
        <translation>打印图斑核查表</translation>
    </message>
    <message>
        <source>Printing the time line</source>
        <translation>打印时间轴</translation>
    </message>
    <message>
        <source>Prints one A4 sheet (图斑核查表) per patch, front and back, into one PDF, into FOLDER as one PDF each, or both. Front: map with approvals and dimensioned uncovered parts, location, attributes, every approval with whether it counts, the reason, a QR code of the spatial code in the patch's colour, and boxes to sign. Back: the ground before and after the change, finding and audit, and photos. It needs the workspace file only; BEFORE_IMAGE and AFTER_IMAGE are the image pair, taken from the project by their names (前时相, 后时相) when left empty.

SELECTION is a QGIS expression on the fields of patch_status, for example code = 'yellow' and unit_code like '330211003%'. Without it every patch is printed; MOST_DOUBTFUL prints that many yellow patches, those with most permanent basic farmland and cultivated land at stake first.</source>
        <translation>为每个图斑打印一张A4图斑核查表（正反两面），合成一个PDF，或写入FOLDER每个图斑一个PDF，或两者兼有。正面：手续与标注尺寸的未覆盖部分、位置图、属性、每件手续是否计入、判定原因、与图斑同色的空间码二维码和签字栏。背面：变化前后对比、核查与认定记录、照片。只需工作库文件；BEFORE_IMAGE 和 AFTER_IMAGE 为前后时相影像，留空时按名称（前时相、后时相）取自工程。

SELECTION 是关于 patch_status 各字段的QGIS表达式，例如 code = 'yellow' and unit_code like '330211003%'。不填则打印全部图斑；MOST_DOUBTFUL 打印指定数量的黄码图斑，涉及永久基本农田和耕地最多者在前。</translation>
    </message>
    <message>
        <source>Prints one notice (责令整改通知书) per patch that is confirmed unlawful, being rectified or returned: number, addressee, place, unlawful area in m² and 亩 with how it was measured, measures and deadline, map, and boxes to sign and seal. A draft, which the bureau checks, numbers and seals. It is addressed to those who must rectify: their names are shown, telephone numbers never.

SELECTION is a QGIS expression as for patch sheets; other patches of it are left out and counted in the log.</source>
        <translation>为每个已认定违法、整改中或退回整改的图斑打印一份责令整改通知书：文号、收件人、坐落、违法面积（平方米、亩及测定方式）、措施和期限、位置示意、签章栏。为草稿，由制发单位审核、编号、盖章。收件人署名，电话一律不印。

SELECTION 是QGIS表达式，同图斑核查表；其中不属于上述情形的图斑略去，数量记入日志。</translation>
    </message>
    <message>
        <source>Prints what happened to one patch, from its first screening to its end: when, which step, by whom (names masked) and at which level, on what it rests, with deadlines and documents. PATCH is a patch number, a spatial code or a uid.</source>
        <translation>打印一个图斑从首次筛查到办结的全过程：时间、步骤、办理人（姓名脱敏）及层级、依据、时限和文号。PATCH 为监测编号、空间码或uid。</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Problems added</source>
        <translation>新增问题数</translation>
    </message>
    <message>
        <source>Problems of all sources: {n}. Select a source to see its own.</source>
        <translation>全部污染源问题：{n}。选中污染源可只看它的问题。</translation>
    </message>
    <message>
        <source>Problems of pollution sources: judge, assign, review, close</source>
        <translation>污染源问题：研判、派发、复核、办结</translation>
    </message>
    <message>
        <source>Problems of the supervision list that are not closed</source>
        <translation>监管清单中未销号的问题</translation>
    </message>
    <message>
        <source>Problems of {name}: {n}.</source>
        <translation>{name}的问题：{n}。</translation>
    </message>
    <message>
        <source>Problems that were there</source>
        <translation>已有问题数</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Project for QField</source>
        <translation>QField工程</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>作为依据</translation>
    </message>
    <message>
        <source>Proofs and change types</source>
        <translation>手续与变化类型</translation>
    </message>
    <message>
        <source>Proposed by the table of deadlines (example, not official) for level “{level}”: receipt by {sign}, rectification by {day}.</source>
        <translation>按时限表建议（示例，非官方规定），等级“{level}”：{sign} 前签收，{day} 前完成整改。</translation>
    </message>
    <message>
        <source>Protected farmland and zones</source>
        <translation>保护耕地与各类区</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Put right / unlawful area</source>
        <translation>已整改面积/违法面积</translation>
    </message>
    <message>
        <source>Put right m²</source>
        <translation>已整改(平方米)</translation>
    </message>
    <message>
        <source>Puts every patch back to where it was before; recorded with who and when, nothing is deleted</source>
        <translation>各图斑回到筛查前的状态；记录操作人和时间，不删除数据</translation>
    </message>
    <message>
        <source>QGIS cannot open the table {table} of the field package.</source>
        <translation>QGIS无法打开任务包中的表 {table}。</translation>
    </message>
    <message>
        <source>QGIS cannot open the table {table} of the workspace {file}.</source>
        <translation>QGIS 无法打开工作库 {file} 的表 {table}。</translation>
    </message>
    <message>
        <source>QGIS could not make the layer “{name}”: see the log (tab WMS).</source>
        <translation>QGIS 无法生成图层“{name}”：请查看日志（WMS 页）。</translation>
    </message>
    <message>
        <source>QGIS did not keep the key: set or enter its master password (Settings ▸ Options ▸ Authentication), then try again.</source>
        <translation>QGIS 未能保存密钥：请设置或输入主密码（设置 ▸ 选项 ▸ 认证）后重试。</translation>
    </message>
    <message>
        <source>QGIS's authentication database is switched off: the key can be kept nowhere safe.</source>
        <translation>QGIS 认证数据库已停用：没有可安全保存密钥的地方，请先在 QGIS 中启用。</translation>
    </message>
    <message>
        <source>QR Code</source>
        <translation>二维码</translation>
    </message>
    <message>
        <source>QR Code of This Patch…</source>
        <translation>此图斑的二维码…</translation>
    </message>
    <message>
        <source>QR Code…</source>
        <translation>二维码…</translation>
    </message>
    <message>
        <source>Quality grade</source>
        <translation>质量等别</translation>
    </message>
    <message>
        <source>R&amp;eset Columns</source>
        <translation>恢复默认列(&amp;E)</translation>
    </message>
    <message>
        <source>RUN_A and RUN_B are the same run: choose two.</source>
        <translation>RUN_A 与 RUN_B 是同一次筛查，请选择不同的两次。</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>Rates and times of the cases per village, town or county</source>
        <translation>各村、乡镇、县的办案指标与用时</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Ratios and effects</source>
        <translation>占比与影响</translation>
    </message>
    <message>
        <source>Re&amp;move Measure</source>
        <translation>删除措施(&amp;M)</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>覆盖范围</translation>
    </message>
    <message>
        <source>Read the Layers Again</source>
        <translation>重新读取图层</translation>
    </message>
    <message>
        <source>Read the texts as</source>
        <translation>文字编码</translation>
    </message>
    <message>
        <source>Reading document numbers</source>
        <translation>读取文号</translation>
    </message>
    <message>
        <source>Reading documents</source>
        <translation>读取手续</translation>
    </message>
    <message>
        <source>Reading layers</source>
        <translation>正在读取图层</translation>
    </message>
    <message>
        <source>Reading people and patrols</source>
        <translation>读取责任人和巡查</translation>
    </message>
    <message>
        <source>Reading the open cases</source>
        <translation>读取在办案件</translation>
    </message>
    <message>
        <source>Reading the patches of {name}</source>
        <translation>读取 {name} 的图斑</translation>
    </message>
    <message>
        <source>Reading the pollution sources</source>
        <translation>读取污染源</translation>
    </message>
    <message>
        <source>Reading the ratios</source>
        <translation>读取占比</translation>
    </message>
    <message>
        <source>Reading the states of {day}</source>
        <translation>读取{day}的状态</translation>
    </message>
    <message>
        <source>Reading the supervision list</source>
        <translation>读取监管清单</translation>
    </message>
    <message>
        <source>Reading what is due</source>
        <translation>读取到期情况</translation>
    </message>
    <message>
        <source>Reading who wants a second look</source>
        <translation>读取待复看标记</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Reason now</source>
        <translation>现判定原因</translation>
    </message>
    <message>
        <source>Reason then</source>
        <translation>将判定原因</translation>
    </message>
    <message>
        <source>Recognised with a score of {score} %.</source>
        <translation>识别得分 {score} %。</translation>
    </message>
    <message>
        <source>Recognised with doubt, not used yet: check the mapping.</source>
        <translation>识别存疑，暂不使用：请检查字段对应。</translation>
    </message>
    <message>
        <source>Recomputed</source>
        <translation>复算值</translation>
    </message>
    <message>
        <source>Recomputed from the ground and approvals that the workspace keeps.</source>
        <translation>按工作库保存的地面和手续重新计算。</translation>
    </message>
    <message>
        <source>Recomputes every verdict from what the workspace keeps and shows what differs, and why</source>
        <translation>由工作库中保存的数据复算每条判定，列出差异及原因</translation>
    </message>
    <message>
        <source>Recomputing verdicts</source>
        <translation>复算判定</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Record Audit</source>
        <translation>记录认定</translation>
    </message>
    <message>
        <source>Record Decision</source>
        <translation>记录验收意见</translation>
    </message>
    <message>
        <source>Record Finding</source>
        <translation>录入核查结果</translation>
    </message>
    <message>
        <source>Record Finding…</source>
        <translation>录入核查结果…</translation>
    </message>
    <message>
        <source>Record a Patrol</source>
        <translation>登记巡查</translation>
    </message>
    <message>
        <source>Record a Patrol…</source>
        <translation>登记巡查…</translation>
    </message>
    <message>
        <source>Record and Audit</source>
        <translation>留痕与核验</translation>
    </message>
    <message>
        <source>Record that a case of enforcement was filed or concluded</source>
        <translation>登记立案或结案</translation>
    </message>
    <message>
        <source>Recorded by</source>
        <translation>登记人</translation>
    </message>
    <message>
        <source>Recorded on patch {patch_no}: {finding}. Next: another person audits it.</source>
        <translation>图斑 {patch_no} 已录入：{finding}。下一步：由另一人认定。</translation>
    </message>
    <message>
        <source>Recorded with every screening, finding and audit; empty takes the account's name.</source>
        <translation>随每次筛查、核查和认定记录；留空则用账户名。</translation>
    </message>
    <message>
        <source>Recorded: the patch is now {code}, {state}.</source>
        <translation>已记录：图斑现为{code}，{state}。</translation>
    </message>
    <message>
        <source>Recorded: {state}.</source>
        <translation>已记录：{state}。</translation>
    </message>
    <message>
        <source>Recording the run</source>
        <translation>记录筛查</translation>
    </message>
    <message>
        <source>Rectification List (Audited Red and Blue)…</source>
        <translation>整改清单（已认定红码和蓝码）…</translation>
    </message>
    <message>
        <source>Rectification Notices</source>
        <translation>责令整改通知书</translation>
    </message>
    <message>
        <source>Rectification Notices…</source>
        <translation>责令整改通知书…</translation>
    </message>
    <message>
        <source>Rectification and Figures</source>
        <translation>整改与指标</translation>
    </message>
    <message>
        <source>Rectification needs at least one measure with its area.</source>
        <translation>整改至少要有一项措施及其面积。</translation>
    </message>
    <message>
        <source>Rectification notices</source>
        <translation>责令整改通知书</translation>
    </message>
    <message>
        <source>Rectification rate</source>
        <translation>整改率</translation>
    </message>
    <message>
        <source>Rectification rate by area</source>
        <translation>整改率(面积)</translation>
    </message>
    <message>
        <source>Rectify by</source>
        <translation>整改期限</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Reference layers</source>
        <translation>参考图层</translation>
    </message>
    <message>
        <source>Reference layers of the project</source>
        <translation>工程中的参考图层</translation>
    </message>
    <message>
        <source>Relapses</source>
        <translation>复发</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>关系</translation>
    </message>
    <message>
        <source>Release List (Green)…</source>
        <translation>放行清单（绿码）…</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>放行</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove Rule of a Unit</source>
        <translation>删除单独规定</translation>
    </message>
    <message>
        <source>Reopen Patch</source>
        <translation>重新启用</translation>
    </message>
    <message>
        <source>Reopen Patch {patch_no}</source>
        <translation>重新启用图斑{patch_no}</translation>
    </message>
    <message>
        <source>Reopen…</source>
        <translation>重新启用…</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>导入情况表</translation>
    </message>
    <message>
        <source>Report Measure</source>
        <translation>上报整改</translation>
    </message>
    <message>
        <source>Report Measure…</source>
        <translation>上报整改…</translation>
    </message>
    <message>
        <source>Report a Measure on Patch {patch_no}</source>
        <translation>上报图斑{patch_no}整改情况</translation>
    </message>
    <message>
        <source>Report what one measure reached, with photos</source>
        <translation>上报一项措施的完成情况及照片</translation>
    </message>
    <message>
        <source>Reported by</source>
        <translation>上报人</translation>
    </message>
    <message>
        <source>Required inputs</source>
        <translation>必需数据</translation>
    </message>
    <message>
        <source>Reshape</source>
        <translation>修整</translation>
    </message>
    <message>
        <source>Reshape Boundary</source>
        <translation>修整边界</translation>
    </message>
    <message>
        <source>Reshape boundary</source>
        <translation>修整边界</translation>
    </message>
    <message>
        <source>Reshape: lead a boundary along a line that crosses it twice</source>
        <translation>修整：让边界沿一条与之相交两次的线走</translation>
    </message>
    <message>
        <source>Responsible</source>
        <translation>责任人</translation>
    </message>
    <message>
        <source>Responsible People</source>
        <translation>责任人</translation>
    </message>
    <message>
        <source>Responsible people</source>
        <translation>责任人</translation>
    </message>
    <message>
        <source>Responsible person</source>
        <translation>整改责任人</translation>
    </message>
    <message>
        <source>Responsible person (name or uid)</source>
        <translation>责任人（姓名或标识）</translation>
    </message>
    <message>
        <source>Rests on</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>成果</translation>
    </message>
    <message>
        <source>Results on the Map</source>
        <translation>成果上图</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Return to the inspector</source>
        <translation>退回核查人</translation>
    </message>
    <message>
        <source>Return: it must be put right again</source>
        <translation>退回：须重新整改</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>逐图审查</translation>
    </message>
    <message>
        <source>Review Patches</source>
        <translation>逐图审查</translation>
    </message>
    <message>
        <source>Review: {what}</source>
        <translation>审查：{what}</translation>
    </message>
    <message>
        <source>Reviewed: {parts}.</source>
        <translation>本次审查：{parts}。</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Role and Fields of “{layer}”</source>
        <translation>“{layer}”的角色与字段</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Row {row}: {why}</source>
        <translation>第 {row} 行：{why}</translation>
    </message>
    <message>
        <source>Rows left out</source>
        <translation>未采用行数</translation>
    </message>
    <message>
        <source>Rows verified</source>
        <translation>已核验的行数</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Rule file</source>
        <translation>规则文件</translation>
    </message>
    <message>
        <source>Rule of a Single Unit</source>
        <translation>行政区单独规定</translation>
    </message>
    <message>
        <source>Rule set</source>
        <translation>规则集</translation>
    </message>
    <message>
        <source>Rule set (*.json)</source>
        <translation>规则集 (*.json)</translation>
    </message>
    <message>
        <source>Rule set {id} is in use now: a new screening may judge otherwise.</source>
        <translation>现用规则集为 {id}，重新筛查的判定可能不同。</translation>
    </message>
    <message>
        <source>Rule set {id} is made for after images of {period}: it is not applied to {n} patches of other days, and they cannot be released.</source>
        <translation>规则集 {id} 适用于后时相 {period}：{n} 个图斑的后时相不在此期间，未适用，不能放行。</translation>
    </message>
    <message>
        <source>Rule set {id}, version {version}, sha256 {hash} (example, not an official rule)</source>
        <translation>规则集 {id}，第 {version} 版，sha256 {hash}（示例规则，非官方规定）</translation>
    </message>
    <message>
        <source>Rule set {rules} was changed.</source>
        <translation>规则集 {rules} 已修改。</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Rules of single units</source>
        <translation>行政区单独规定</translation>
    </message>
    <message>
        <source>Rules…</source>
        <translation>规则…</translation>
    </message>
    <message>
        <source>Run (all when empty)</source>
        <translation>筛查批次（空为全部）</translation>
    </message>
    <message>
        <source>Run saved in the workspace</source>
        <translation>存入工作库的筛查批次</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Running Work</source>
        <translation>运行中的工作</translation>
    </message>
    <message>
        <source>Running Work…</source>
        <translation>运行中的工作…</translation>
    </message>
    <message>
        <source>Running cases by their day, and who has them now</source>
        <translation>按期限查看在办图斑及当前督办层级</translation>
    </message>
    <message>
        <source>S</source>
        <translation>南</translation>
    </message>
    <message>
        <source>SE</source>
        <translation>东南</translation>
    </message>
    <message>
        <source>SELECTION cannot be read: {why}</source>
        <translation>SELECTION 无法识别：{why}</translation>
    </message>
    <message>
        <source>SELECTION fails on patch {patch}: {why}</source>
        <translation>SELECTION 在图斑 {patch} 上出错：{why}</translation>
    </message>
    <message>
        <source>SELECTION uses the unknown field {field}; known are: {known}.</source>
        <translation>SELECTION 用了未知字段 {field}；可用字段：{known}。</translation>
    </message>
    <message>
        <source>SW</source>
        <translation>西南</translation>
    </message>
    <message>
        <source>Sample of {count} patches re-checked level by level, without overlay: {wrong} disagree; largest difference of the others {largest} m².</source>
        <translation>抽取 {count} 个图斑，不经叠加逐层积分复算：{wrong} 个不一致；其余最大相差 {largest} m²。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save As…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Save Edits and Record</source>
        <translation>保存编辑并记录</translation>
    </message>
    <message>
        <source>Save Filters</source>
        <translation>保存筛选条件</translation>
    </message>
    <message>
        <source>Save Filters As…</source>
        <translation>保存筛选条件…</translation>
    </message>
    <message>
        <source>Save as a Run</source>
        <translation>存为一次筛查</translation>
    </message>
    <message>
        <source>Save or close your project first: the demo opens as a new one.</source>
        <translation>请先保存或关闭工程：演示区将作为新工程打开。</translation>
    </message>
    <message>
        <source>Save the Label</source>
        <translation>保存标签</translation>
    </message>
    <message>
        <source>Save the Rule Set</source>
        <translation>保存规则集</translation>
    </message>
    <message>
        <source>Saved changes are logged in {name}.</source>
        <translation>保存的变更记入 {name}。</translation>
    </message>
    <message>
        <source>Saved in {file}</source>
        <translation>保存于 {file}</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Saving the run into {workspace}</source>
        <translation>将本次筛查存入 {workspace}</translation>
    </message>
    <message>
        <source>Say by which measures the patch is put right, by whom and until when</source>
        <translation>确定图斑的整改措施、责任人和期限</translation>
    </message>
    <message>
        <source>Say in the mapping what the layer is, and bind another one to this role.</source>
        <translation>在字段对应中说明该图层是什么，并为此角色绑定另一个图层。</translation>
    </message>
    <message>
        <source>Say in the mapping which type each layer is, or add the layers that are missing.</source>
        <translation>请在字段对应中指定各图层的审批类型，或加入缺少的图层。</translation>
    </message>
    <message>
        <source>Say which layer plays which role</source>
        <translation>指定各图层的角色</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Screen Against This Layer</source>
        <translation>以该图层为手续筛查</translation>
    </message>
    <message>
        <source>Screen All the Same</source>
        <translation>仍要筛查</translation>
    </message>
    <message>
        <source>Screen Patches</source>
        <translation>筛查图斑</translation>
    </message>
    <message>
        <source>Screen These Patches</source>
        <translation>筛查该图层的图斑</translation>
    </message>
    <message>
        <source>Screen again to follow edits.</source>
        <translation>请重新筛查，以便跟随编辑。</translation>
    </message>
    <message>
        <source>Screen patches</source>
        <translation>筛查图斑</translation>
    </message>
    <message>
        <source>Screened again: {patches} patch(es); {green} released, {parts} divided.</source>
        <translation>已复筛 {patches} 个图斑；放行 {green} 个，分割 {parts} 个。</translation>
    </message>
    <message>
        <source>Screened patches</source>
        <translation>筛查结果图斑</translation>
    </message>
    <message>
        <source>Screened; the run stands below. Next: {step}.</source>
        <translation>已筛查，结果见下。下一步：{step}。</translation>
    </message>
    <message>
        <source>Screening</source>
        <translation>筛查</translation>
    </message>
    <message>
        <source>Screening again with document {number}</source>
        <translation>凭手续 {number} 复筛</translation>
    </message>
    <message>
        <source>Screening {count} patches</source>
        <translation>筛查 {count} 个图斑</translation>
    </message>
    <message>
        <source>Screening “{layer}”</source>
        <translation>筛查“{layer}”</translation>
    </message>
    <message>
        <source>Screening “{layer}” …</source>
        <translation>正在筛查“{layer}”…</translation>
    </message>
    <message>
        <source>Screens every stored verdict of a workspace again, from the patch, the clipped approvals and ground and the rule text that the workspace keeps, and lists what differs beyond the exactness of the figures, with the cause: a stored row that was edited, another rule text, another version of the software, or an older version that did not keep everything.

RUN limits it to one run (table screening_run, column uid). With layers given, their content is compared with what the run was made from; with RULES the rule set in use now. The distance to the nearest pollution source is not recomputed: its layer is not kept. Nothing is changed.</source>
        <translation>依据工作库中保存的图斑、裁切后的手续与地类以及规则文本，重新筛查每条判定，列出超出数值精度的差异及原因：存储记录被改动、规则文本不同、软件版本不同，或旧版本保存不全。

RUN 限定为一次筛查（表 screening_run 的 uid 列）。提供图层时，将其内容与筛查时比较；提供 RULES 时，与现用规则集比较。距最近污染源的距离不复算，因为其图层未保存。不改动任何数据。</translation>
    </message>
    <message>
        <source>Search all rules</source>
        <translation>搜索全部规则</translation>
    </message>
    <message>
        <source>Second Look</source>
        <translation>待复看</translation>
    </message>
    <message>
        <source>Second look wanted by {who}, {day}</source>
        <translation>{who} 于 {day} 标记待复看</translation>
    </message>
    <message>
        <source>See the enterprises with their permits and outlets</source>
        <translation>查看企业及其许可证、排放口</translation>
    </message>
    <message>
        <source>See what is wrong with the data before it is screened</source>
        <translation>筛查前检查数据有无问题</translation>
    </message>
    <message>
        <source>See what the field says otherwise than the workspace, and decide</source>
        <translation>查看外业与工作库不一致之处并裁定</translation>
    </message>
    <message>
        <source>Select a layer below and press Bind Layer….</source>
        <translation>在下面选中图层，按“绑定图层…”。</translation>
    </message>
    <message>
        <source>Select a patch to see why it has its colour.</source>
        <translation>选择一个图斑，查看其颜色的理由。</translation>
    </message>
    <message>
        <source>Select a vector layer in the layer tree first.</source>
        <translation>请先在图层树中选中一个矢量图层。</translation>
    </message>
    <message>
        <source>Select at least two boundaries of “{layer}”.</source>
        <translation>请在“{layer}”中至少选中两个边界。</translation>
    </message>
    <message>
        <source>Select the boundary to snap first.</source>
        <translation>请先选中要贴合的边界。</translation>
    </message>
    <message>
        <source>Select the line or polygon that divides the patch on the map first, in any other layer.</source>
        <translation>请先在地图上任一其他图层中选中用于分割的线或面。</translation>
    </message>
    <message>
        <source>Select what this is about in the table first.</source>
        <translation>请先在表中选中要办理的对象。</translation>
    </message>
    <message>
        <source>Selected rows: to</source>
        <translation>所选行派发给</translation>
    </message>
    <message>
        <source>Send the patch to whoever is responsible for its place</source>
        <translation>派发给该图斑所在单位的责任人</translation>
    </message>
    <message>
        <source>Send waiting patches to whoever is responsible</source>
        <translation>把待核查图斑派发给属地责任人</translation>
    </message>
    <message>
        <source>Sends every yellow (or reopened) patch that waits to whoever is responsible for its place: the village's inspector, else its field chief, else the town's, else the county's; of several people of a unit the one with the fewest cases. The deadline is {days} working days (an example, not an official rule) or DUE_DAYS working days; holidays and make-up days are data.

By default patches on permanent basic farmland and on cultivated land are sent (SCOPE). All are recorded in one transaction; patches without anybody responsible wait on and are named in OUTPUT, where names of people are masked.</source>
        <translation>把每个等待核查的黄码（或重新启用的）图斑派发给属地责任人：先是本村巡查员，其次本村田长，再次乡镇级、县级；同一单位有多人时派给在办最少的一人。期限为 {days} 个工作日（示例，非官方规定）或 DUE_DAYS 个工作日；节假日和调休为数据文件。

默认派发占永久基本农田和占耕地的图斑（SCOPE）。全部在一个事务中记录；没有责任人的图斑继续等待，并列在 OUTPUT 中，其中人名已脱敏。</translation>
    </message>
    <message>
        <source>Set CRS…</source>
        <translation>设置坐标系…</translation>
    </message>
    <message>
        <source>Set Their Day</source>
        <translation>设置所选行期限</translation>
    </message>
    <message>
        <source>Set by the officer.</source>
        <translation>由工作人员设定。</translation>
    </message>
    <message>
        <source>Set of categories</source>
        <translation>分类体系</translation>
    </message>
    <message>
        <source>Set the system the data are in; whoever sent them knows it.</source>
        <translation>请设置数据实际采用的坐标系，可向数据提供方查询。</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Shared area as part of the feature's area</source>
        <translation>重叠面积占该要素面积的比例</translation>
    </message>
    <message>
        <source>Shared area as part of the place's area</source>
        <translation>重叠面积占本处面积的比例</translation>
    </message>
    <message>
        <source>Shared m²</source>
        <translation>重叠面积m²</translation>
    </message>
    <message>
        <source>Sheets printed</source>
        <translation>已打印张数</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show &amp;All</source>
        <translation>全部显示(&amp;A)</translation>
    </message>
    <message>
        <source>Show &amp;Effect</source>
        <translation>查看影响(&amp;E)</translation>
    </message>
    <message>
        <source>Show &amp;Only</source>
        <translation>仅显示(&amp;O)</translation>
    </message>
    <message>
        <source>Show Gengdi Panel</source>
        <translation>显示耕地智保面板</translation>
    </message>
    <message>
        <source>Show Rectification in Blue</source>
        <translation>整改中显示蓝码</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Show farmland that lies in no village patrol unit, or in several</source>
        <translation>显示不在任何村级巡查单元内、或同时在几个单元内的耕地</translation>
    </message>
    <message>
        <source>Show on Map</source>
        <translation>在地图上显示</translation>
    </message>
    <message>
        <source>Show one reason</source>
        <translation>只显示一种原因</translation>
    </message>
    <message>
        <source>Show one unit</source>
        <translation>只显示一个单位</translation>
    </message>
    <message numerus="yes">
        <source>Show only the %n patch(es) that wait for a second look</source>
        <translation><numerusform>只显示 %n 个待复看图斑</numerusform></translation>
    </message>
    <message>
        <source>Show or hide the panel with layers, screening and patches</source>
        <translation>显示或隐藏图层、筛查和图斑面板</translation>
    </message>
    <message>
        <source>Show or hide the table of survey points</source>
        <translation>显示或隐藏界址点表</translation>
    </message>
    <message>
        <source>Show patches and uncovered parts on the map</source>
        <translation>在地图上显示图斑和未覆盖部分</translation>
    </message>
    <message>
        <source>Show the Steps of the Work</source>
        <translation>显示工作步骤</translation>
    </message>
    <message>
        <source>Show the image before the change, then the one after it</source>
        <translation>依次显示前时相、后时相影像</translation>
    </message>
    <message>
        <source>Show the steps of the work at the top of the panel</source>
        <translation>在面板顶部显示工作步骤</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Slip beside {neighbours}</source>
        <translation>缝隙：{neighbours}</translation>
    </message>
    <message>
        <source>Slivers</source>
        <translation>细碎部分</translation>
    </message>
    <message>
        <source>Slope grade</source>
        <translation>坡度级别</translation>
    </message>
    <message>
        <source>Smallest piece (m²)</source>
        <translation>最小面积（平方米）</translation>
    </message>
    <message>
        <source>Snap</source>
        <translation>贴合</translation>
    </message>
    <message>
        <source>Snap boundary</source>
        <translation>贴合边界</translation>
    </message>
    <message>
        <source>Snap to corners and edges of all layers while drawing (QGIS's snapping)</source>
        <translation>绘制时捕捉所有图层的拐点和边（QGIS 的捕捉功能）</translation>
    </message>
    <message>
        <source>Snapping</source>
        <translation>捕捉</translation>
    </message>
    <message>
        <source>Some were kept by an older version, which did not keep all they rest on.</source>
        <translation>部分判定由旧版本保存，所依据的数据不全。</translation>
    </message>
    <message>
        <source>Sound; no overlap and no slip beside a neighbour</source>
        <translation>图形正确；与相邻边界无重叠、无缝隙</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Source of rows that name none</source>
        <translation>未写来源的行的来源</translation>
    </message>
    <message>
        <source>Sources have no names: the list shows permits only.</source>
        <translation>污染源没有名称：列表只显示许可证。</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>SpatiaLite (mod_spatialite) is not installed, so no workspace can be opened: install it (Debian: libsqlite3-mod-spatialite; on Windows and macOS it comes with QGIS). {reason}</source>
        <translation>未安装 SpatiaLite（mod_spatialite），无法打开工作库：请安装（Debian：libsqlite3-mod-spatialite；Windows 和 macOS 随 QGIS 提供）。{reason}</translation>
    </message>
    <message>
        <source>SpatiaLite refused to make the geometry column of table {table}.</source>
        <translation>SpatiaLite 未能为表 {table} 建立几何列。</translation>
    </message>
    <message>
        <source>Spatial code</source>
        <translation>空间码</translation>
    </message>
    <message>
        <source>Spatial codes carry no village, lists no towns.</source>
        <translation>空间码不含村代码，清单不能按乡镇排列。</translation>
    </message>
    <message>
        <source>Special accounts</source>
        <translation>专账</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Split Boundary</source>
        <translation>分割边界</translation>
    </message>
    <message>
        <source>Split boundaries along a line</source>
        <translation>沿线分割边界</translation>
    </message>
    <message>
        <source>Split boundary</source>
        <translation>分割边界</translation>
    </message>
    <message>
        <source>Spreadsheet (*.xlsx)</source>
        <translation>电子表格 (*.xlsx)</translation>
    </message>
    <message>
        <source>Spreadsheet (*.xlsx);;PDF (*.pdf)</source>
        <translation>表格 (*.xlsx);;PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Spreadsheet (*.xlsx);;Text (*.csv)</source>
        <translation>电子表格 (*.xlsx);;文本 (*.csv)</translation>
    </message>
    <message>
        <source>Spreadsheet (*.xlsx);;Text (*.csv);;GeoPackage (*.gpkg);;Shapefile (*.shp)</source>
        <translation>电子表格 (*.xlsx);;文本 (*.csv);;GeoPackage (*.gpkg);;Shapefile (*.shp)</translation>
    </message>
    <message>
        <source>Stands in the panel and on every list and sheet; empty: none</source>
        <translation>显示在面板和每份清单、核查表上；留空为无</translation>
    </message>
    <message>
        <source>Stands on every list and sheet of this project too: {text}</source>
        <translation>本工程的每份清单和核查表上也印有：{text}</translation>
    </message>
    <message>
        <source>Start Editing</source>
        <translation>开始编辑</translation>
    </message>
    <message>
        <source>Start from Gengdi's own layouts and forms to make those of the bureau</source>
        <translation>以耕地智保自带的布局和表单为基础制作本单位模板</translation>
    </message>
    <message>
        <source>Start the selected work again, from the layers and the workspace as they are now</source>
        <translation>按图层和工作库的当前内容重新开始所选工作</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>办理状态</translation>
    </message>
    <message>
        <source>State at the end of &amp;day:</source>
        <translation>截至该日结束(&amp;D)：</translation>
    </message>
    <message>
        <source>State of</source>
        <translation>数据时点</translation>
    </message>
    <message>
        <source>State on a Date</source>
        <translation>某日状态</translation>
    </message>
    <message>
        <source>State on a Date…</source>
        <translation>某日状态…</translation>
    </message>
    <message>
        <source>States</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>States on a date</source>
        <translation>某日状态</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Still needed: {fields}</source>
        <translation>还需填写：{fields}</translation>
    </message>
    <message>
        <source>Still needed: {what}</source>
        <translation>还需填写：{what}</translation>
    </message>
    <message>
        <source>Still to be put right: {area} m².</source>
        <translation>尚待整改：{area}平方米。</translation>
    </message>
    <message>
        <source>Stopped before it was entered.</source>
        <translation>录入前已停止。</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>存储值</translation>
    </message>
    <message>
        <source>Stored Photos</source>
        <translation>存档照片</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>街道</translation>
    </message>
    <message>
        <source>Subtype</source>
        <translation>小类</translation>
    </message>
    <message>
        <source>Supervision List</source>
        <translation>监管清单</translation>
    </message>
    <message>
        <source>Supervision List…</source>
        <translation>监管清单…</translation>
    </message>
    <message>
        <source>Supervision list</source>
        <translation>监管清单</translation>
    </message>
    <message>
        <source>Survey Points</source>
        <translation>界址点</translation>
    </message>
    <message>
        <source>Suspected patches to be verified on site</source>
        <translation>待实地核查的疑似图斑</translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation>卷帘</translation>
    </message>
    <message>
        <source>Sync Findings to Workspace</source>
        <translation>同步核查成果到工作库</translation>
    </message>
    <message>
        <source>Syncing findings</source>
        <translation>同步核查成果</translation>
    </message>
    <message>
        <source>TBMJ less the measured area of the parcels that state it</source>
        <translation>TBMJ减去填有TBMJ的图斑的椭球面积</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Table of Problems</source>
        <translation>问题表格</translation>
    </message>
    <message>
        <source>Table of Responsible People</source>
        <translation>责任人表</translation>
    </message>
    <message>
        <source>Table of people</source>
        <translation>责任人表</translation>
    </message>
    <message>
        <source>Table of problems</source>
        <translation>问题表格</translation>
    </message>
    <message>
        <source>Table {table} has lost the triggers that note what other programs change.</source>
        <translation>表{table}缺少记录其他程序改动的触发器。</translation>
    </message>
    <message>
        <source>Table {table} has no column {column} any more.</source>
        <translation>表{table}已没有字段{column}。</translation>
    </message>
    <message>
        <source>Tables (*.csv *.xlsx *.xls *.ods *.dbf *.gpkg)</source>
        <translation>表格 (*.csv *.xlsx *.xls *.ods *.dbf *.gpkg)</translation>
    </message>
    <message>
        <source>Take Boundary</source>
        <translation>采用边界</translation>
    </message>
    <message>
        <source>Take Theirs</source>
        <translation>采用外业</translation>
    </message>
    <message>
        <source>Take findings, photos and measured boundaries from a field package</source>
        <translation>从任务包导入核查结论、照片和实测边界</translation>
    </message>
    <message>
        <source>Take the findings of the loaded inspection layers into the workspace</source>
        <translation>将已加载的核查成果图层读入工作库</translation>
    </message>
    <message>
        <source>Take the last decision of this sitting back (also Ctrl+Z)</source>
        <translation>撤回本次审查的上一个决定（也可按 Ctrl+Z）</translation>
    </message>
    <message>
        <source>Take the polygons selected on the map: select what was measured in its layer first</source>
        <translation>采用地图上选中的面：请先在其图层中选中实测边界</translation>
    </message>
    <message>
        <source>Take the selected photos out of the list; the files stay</source>
        <translation>把选中的照片移出列表，文件保留不动</translation>
    </message>
    <message>
        <source>Take your bureau's own categories of findings from a CSV file into the workspace</source>
        <translation>把本局的核查分类从 CSV 文件导入工作库</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>拍摄时间</translation>
    </message>
    <message numerus="yes">
        <source>Taken %n day(s) after the inspection ({day}).</source>
        <translation><numerusform>拍摄于核查日期（{day}）之后 %n 天。</numerusform></translation>
    </message>
    <message>
        <source>Taken back: {patch}, {decision}.</source>
        <translation>已撤回：图斑 {patch}，{decision}。</translation>
    </message>
    <message>
        <source>Taken before the later image ({day}): it cannot show what the image shows.</source>
        <translation>拍摄早于后时相（{day}），不能反映影像所示变化。</translation>
    </message>
    <message>
        <source>Taken by the day of the inspection ({day}).</source>
        <translation>拍摄时间不晚于核查日期（{day}）。</translation>
    </message>
    <message>
        <source>Taken inside the patch.</source>
        <translation>在图斑内拍摄。</translation>
    </message>
    <message>
        <source>Taken inside the patch: every direction shows it.</source>
        <translation>在图斑内拍摄，任何方位都能反映图斑。</translation>
    </message>
    <message>
        <source>Taken {metres} m from the patch, at most {limit} m away.</source>
        <translation>距图斑 {metres} 米拍摄，不超过 {limit} 米。</translation>
    </message>
    <message>
        <source>Taken {metres} m from the patch: more than {limit} m away.</source>
        <translation>距图斑 {metres} 米拍摄，超过 {limit} 米。</translation>
    </message>
    <message>
        <source>Taken.</source>
        <translation>已导入。</translation>
    </message>
    <message>
        <source>Taken: {finding}.</source>
        <translation>已导入：{finding}。</translation>
    </message>
    <message>
        <source>Takes problems of pollution sources (from self-checks, patrols, joint inspections, petitions, online monitoring) from a table into the supervision list of the workspace. The table (CSV, spreadsheet or any layer QGIS reads) has columns like 问题标题, 来源, 来源编号, 统一社会信用代码, 问题类型, 等级, 描述, 坐落, 单位代码, 主办部门, 协办部门, 图斑编号; a title and a source are needed. Departments that are not named follow from the kind.

The same source, credit code, title and kind is the same problem: importing again adds nothing twice and changes nothing. Rows that make no sense are named and left out; a credit code whose check sign is wrong is taken and named.</source>
        <translation>把污染源问题（企业自查、属地巡查、部门联查、环境信访、在线监测）从表格导入工作库的监管清单。表格（CSV、电子表格或 QGIS 可读的任何图层）含有问题标题、来源、来源编号、统一社会信用代码、问题类型、等级、描述、坐落、单位代码、主办部门、协办部门、图斑编号等列；标题和来源必填。未写明的主办、协办部门按问题类型确定。

来源、信用代码、标题和类型均相同即为同一问题：重复导入不会重复新增，也不改动已有内容。不合理的行逐行说明并不予采用；信用代码校验位不符的予以采用并提示。</translation>
    </message>
    <message>
        <source>Takes the polygons of DOCUMENTS as approvals into the workspace (types, numbers and dates by the layer's binding, as when patches are screened) and screens every yellow patch they reach again, from what the workspace keeps, under the rule set of its run. The re-screening is a recorded run like any other; red patches need a person and are left alone.

With DIVIDE a patch that is covered in part goes on as a released part and parts to be verified, which keep its spatial code with a number. The same documents again change nothing.</source>
        <translation>把 DOCUMENTS 中的面作为用地审批范围写入工作库(类型、文号、日期按图层绑定读取，与筛查时相同)，并按原筛查的规则集、依据工作库中保存的数据，对涉及的每个黄码图斑复筛。复筛与其他筛查一样留痕；红码图斑须由人员处理，不受影响。

选用 DIVIDE 时，只覆盖一部分的图斑分为放行部分和待核查部分，沿用其空间码并加序号。重复补录同一手续不会改变任何内容。</translation>
    </message>
    <message>
        <source>Takes the responsible people (field chiefs and inspectors) of villages, towns and the county from a table into the workspace. The table (CSV, spreadsheet or any layer QGIS reads) has columns like 姓名, 级别, 单位代码, 职务, 电话, 部门 and, when terms are kept, 任期起 and 任期止; name and unit code are needed. Villages have codes of 12 digits, towns 9, counties 6.

The same name, level, unit and duty is the same person: importing again updates phone, department and term and makes nobody twice. Nobody is deleted; rows that make no sense are named and left out.</source>
        <translation>把村、乡镇、县三级责任人（田长、巡查员）从表格导入工作库。表格（CSV、电子表格或 QGIS 可读的任何图层）含 姓名、级别、单位代码、职务、电话、部门 等列，如有任期另含 任期起、任期止；姓名和单位代码必填。村级代码 12 位，乡镇级 9 位，县级 6 位。

姓名、级别、单位和职务相同即为同一人：再次导入只更新电话、部门和任期，不会重复。不删除任何人；无法理解的行逐条说明并略过。</translation>
    </message>
    <message>
        <source>Tampered with</source>
        <translation>被篡改</translation>
    </message>
    <message>
        <source>Task Map</source>
        <translation>任务地图</translation>
    </message>
    <message>
        <source>Task Map: every task of both systems, and where it is done</source>
        <translation>任务地图：两个系统的全部任务及办理入口</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Test the change patches against lawful approvals</source>
        <translation>将变化图斑与合法手续比对</translation>
    </message>
    <message>
        <source>Text (*.csv)</source>
        <translation>文本 (*.csv)</translation>
    </message>
    <message>
        <source>That boundary lies outside the patch and was not taken.</source>
        <translation>该边界在图斑之外，未采用。</translation>
    </message>
    <message>
        <source>The algorithm {id} is not available.</source>
        <translation>算法 {id} 不可用。</translation>
    </message>
    <message>
        <source>The audit chain does not end where the workspace notes it ends ({head}): {what}</source>
        <translation>审计链的末端与工作库所记的末端（{head}）不符：{what}</translation>
    </message>
    <message>
        <source>The audit chain has a gap before entry {entry}: {n} entries are not there.</source>
        <translation>审计链在条目{entry}之前中断：缺少{n}条。</translation>
    </message>
    <message>
        <source>The audit chain {site} goes on from an entry that is not there: the end of the chain before it was cut off or changed.</source>
        <translation>审计链{site}所接续的条目不存在：前一条链的末尾被截去或改动。</translation>
    </message>
    <message>
        <source>The basemap lies below all layers. It needs the network; nothing else here does.</source>
        <translation>底图已放在所有图层之下。底图需要网络，其他功能都不需要。</translation>
    </message>
    <message>
        <source>The boundaries are one now.</source>
        <translation>边界已合并。</translation>
    </message>
    <message>
        <source>The boundary is drawn.</source>
        <translation>边界已绘制。</translation>
    </message>
    <message>
        <source>The boundary would cross itself: lead the line another way.</source>
        <translation>边界会自相交：请换一条走向。</translation>
    </message>
    <message>
        <source>The calendar {file} cannot be read ({reason}): it is a CSV file in UTF-8.</source>
        <translation>无法读取日历文件 {file}（{reason}）：应为 UTF-8 编码的 CSV 文件。</translation>
    </message>
    <message>
        <source>The case is then rectified and waits for another person to accept it.</source>
        <translation>上报后该图斑为已整改，等待另一人验收。</translation>
    </message>
    <message>
        <source>The case of patch {uid} changed meanwhile: choose the patches again.</source>
        <translation>图斑{uid}的案件状态已变化：请重新选择图斑。</translation>
    </message>
    <message>
        <source>The changes of boundaries could not be logged yet: {reason}</source>
        <translation>边界变更暂未能记录：{reason}</translation>
    </message>
    <message>
        <source>The check sign of the credit code “{code}” is wrong: a slip of the pen?</source>
        <translation>统一社会信用代码“{code}”的校验位不符：是否笔误？</translation>
    </message>
    <message>
        <source>The check-up found something red: the screening waits for your decision.</source>
        <translation>体检发现红色问题：请先决定是否筛查。</translation>
    </message>
    <message>
        <source>The check-up was cancelled.</source>
        <translation>体检已取消。</translation>
    </message>
    <message>
        <source>The chosen category asks for no evidence fields.</source>
        <translation>所选类别无需填写举证信息。</translation>
    </message>
    <message>
        <source>The colour of the patch stays: enforcement goes beside rectification.</source>
        <translation>图斑颜色不变：立案查处与整改并行。</translation>
    </message>
    <message>
        <source>The conflict about patch {patch} was decided before: {decision}, by {who}.</source>
        <translation>图斑 {patch} 的冲突已裁定：{decision}（{who}）。</translation>
    </message>
    <message>
        <source>The coordinates do not lie in {crs}: choose another coordinate system.</source>
        <translation>坐标不在 {crs} 范围内，请选择其他坐标系。</translation>
    </message>
    <message numerus="yes">
        <source>The credit code “{code}” has %n sign(s), not 18.</source>
        <translation><numerusform>统一社会信用代码“{code}”为 %n 位，应为 18 位。</numerusform></translation>
    </message>
    <message>
        <source>The credit code “{code}” has signs that no code has: {signs} (O for 0, I for 1?).</source>
        <translation>统一社会信用代码“{code}”含有代码不使用的字符：{signs}（是否把 0 写成 O、1 写成 I？）。</translation>
    </message>
    <message>
        <source>The demo district is open: synthetic, not real data. Next: press Screen Patches.</source>
        <translation>演示区已打开（虚构，非真实数据）。下一步：按“筛查图斑”。</translation>
    </message>
    <message>
        <source>The document cannot be taken back: patches were divided along it.</source>
        <translation>手续不能撤回：图斑已按它分割。</translation>
    </message>
    <message>
        <source>The document cannot be withdrawn: the verdict of {patches} rests on it.</source>
        <translation>手续不能撤回：{patches}的判定以它为依据。</translation>
    </message>
    <message>
        <source>The document covers the whole patch</source>
        <translation>文件覆盖整个图斑</translation>
    </message>
    <message>
        <source>The document is being screened: press Undo again in a moment.</source>
        <translation>该手续正在复筛，请稍后再按撤回。</translation>
    </message>
    <message>
        <source>The document was entered; it reaches no yellow patch.</source>
        <translation>手续已补录；没有涉及任何黄码图斑。</translation>
    </message>
    <message>
        <source>The edits of “{layer}” could not be saved, so no run is recorded: {reason}</source>
        <translation>“{layer}”的编辑无法保存，因此未记录筛查：{reason}</translation>
    </message>
    <message>
        <source>The extent holds {count} cells of level {level}, more than the {limit} that one run makes: choose a smaller extent or a lower level.</source>
        <translation>该范围含第 {level} 级网格 {count} 个，超过一次可生成的 {limit} 个：请缩小范围或降低级别。</translation>
    </message>
    <message>
        <source>The extent is empty or not a number: draw or type it again.</source>
        <translation>范围为空或不是数值：请重新绘制或输入。</translation>
    </message>
    <message>
        <source>The extent lies outside ±180° longitude and ±88° latitude, where the grid codes end.</source>
        <translation>范围超出经度 ±180°、纬度 ±88°，那里没有网格码。</translation>
    </message>
    <message>
        <source>The farmland cannot be put into {crs}: check the layer's reference system.</source>
        <translation>耕地无法转换到 {crs}：请检查图层坐标系。</translation>
    </message>
    <message>
        <source>The field work is in the workspace, but its report could not be written. {why}</source>
        <translation>外业成果已入库，但导入情况表未能写出。{why}</translation>
    </message>
    <message>
        <source>The field's finding becomes the patch's</source>
        <translation>外业结论成为该图斑的核查结果</translation>
    </message>
    <message>
        <source>The figures agree; they lie so near a threshold that their exactness decides.</source>
        <translation>数值一致，但紧邻阈值，其精度决定判定结果。</translation>
    </message>
    <message>
        <source>The file exists: the run is added, colours follow the case.</source>
        <translation>文件已存在：本次筛查将追加，颜色随案件流转。</translation>
    </message>
    <message>
        <source>The file is damaged: {reason}</source>
        <translation>文件已损坏：{reason}</translation>
    </message>
    <message>
        <source>The file of map services {file} cannot be read ({reason}): mend it after the one that comes with Gengdi, or take it away.</source>
        <translation>地图服务文件 {file} 无法读取（{reason}）：请参照随插件提供的文件改正，或将其移走。</translation>
    </message>
    <message>
        <source>The file will be made.</source>
        <translation>将新建该文件。</translation>
    </message>
    <message>
        <source>The file {file} cannot be written: {why}</source>
        <translation>文件 {file} 无法写入：{why}</translation>
    </message>
    <message>
        <source>The filed case: {number}.</source>
        <translation>已立案：{number}。</translation>
    </message>
    <message>
        <source>The finding is not filled in, so the row was not taken. Note: “{note}”; photos: {n}.</source>
        <translation>未填核查结论，该记录未导入。现场描述：“{note}”；照片 {n} 张。</translation>
    </message>
    <message>
        <source>The finding this photo belongs to is not in the package; it was not taken.</source>
        <translation>任务包中没有该照片所属的核查记录，未导入。</translation>
    </message>
    <message>
        <source>The finding: {finding}. An audit must be made by another person than the inspector.</source>
        <translation>核查结果：{finding}。须由核查人以外的人认定。</translation>
    </message>
    <message>
        <source>The first rows, as they will be read</source>
        <translation>前几行按读取结果显示</translation>
    </message>
    <message numerus="yes">
        <source>The first screening of this project waits: %n red line(s) stand. Mend them and check again, or screen all the same.</source>
        <translation><numerusform>本工程首次筛查暂停：有 %n 项红色问题。请处理后重新体检，或仍要筛查。</numerusform></translation>
    </message>
    <message>
        <source>The first {n} differences are shown; the export has all.</source>
        <translation>仅显示前 {n} 条差异，导出文件包含全部。</translation>
    </message>
    <message>
        <source>The first {n} lines are shown; the export has all.</source>
        <translation>此处显示前{n}行，导出文件包含全部。</translation>
    </message>
    <message>
        <source>The folder of templates {folder} is not there: choose another one, or leave it empty.</source>
        <translation>模板文件夹{folder}不存在：请另选，或留空。</translation>
    </message>
    <message>
        <source>The folder {folder} also holds {file}: choose a new folder for the package.</source>
        <translation>文件夹 {folder} 中还有 {file}：请为任务包另选新文件夹。</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written ({error}): choose another one.</source>
        <translation>文件夹 {folder} 无法写入（{error}）：请另选文件夹。</translation>
    </message>
    <message>
        <source>The folder {folder} does not exist: choose another place for the workspace.</source>
        <translation>文件夹 {folder} 不存在：请为工作库另选位置。</translation>
    </message>
    <message>
        <source>The folder {folder} holds no complete demo district: make it again.</source>
        <translation>文件夹 {folder} 中没有完整的演示区：请重新生成。</translation>
    </message>
    <message>
        <source>The folder {folder} is not empty and is no field package: choose a new folder.</source>
        <translation>文件夹 {folder} 非空且不是外业任务包：请另选新文件夹。</translation>
    </message>
    <message>
        <source>The form {file} cannot be used ({error}): compare it with the forms that come with Gengdi.</source>
        <translation>表式文件 {file} 不可用（{error}）：请与耕地智保自带的表式对照。</translation>
    </message>
    <message numerus="yes">
        <source>The geometries of %n layer(s) are sound.</source>
        <translation><numerusform>%n 个图层的图形无误。</numerusform></translation>
    </message>
    <message>
        <source>The grid code {code} has level {own}; its parent has a smaller level, not {level}.</source>
        <translation>网格码 {code} 为第 {own} 级；其上级的级别应更小，而不是 {level}。</translation>
    </message>
    <message>
        <source>The hole is cut.</source>
        <translation>已挖出内环。</translation>
    </message>
    <message>
        <source>The holidays and make-up days of {years} are not known, so weekends only were left out: add the year with a file workdays_cn.csv beside the workspace.</source>
        <translation>{years} 年的节假日和调休安排未知，仅排除了周末：请在工作库旁放置 workdays_cn.csv 补充该年。</translation>
    </message>
    <message>
        <source>The image of after is missing: add a raster layer whose name says so (后时相, after).</source>
        <translation>缺少后时相影像：请添加名称含“后时相”（或 after）的栅格图层。</translation>
    </message>
    <message>
        <source>The image of before is missing: add a raster layer whose name says so (前时相, before).</source>
        <translation>缺少前时相影像：请添加名称含“前时相”（或 before）的栅格图层。</translation>
    </message>
    <message>
        <source>The image {file} of the demo district cannot be read.</source>
        <translation>无法读取演示区的影像 {file}。</translation>
    </message>
    <message>
        <source>The inputs of the last run stay in memory, and verdicts follow edits before they are saved.</source>
        <translation>上次筛查的输入保留在内存中，编辑未保存时结论即随之变化。</translation>
    </message>
    <message>
        <source>The inputs were refused.</source>
        <translation>输入数据未被接受。</translation>
    </message>
    <message>
        <source>The item into which this one is merged must be named.</source>
        <translation>必须指明并入哪一事项。</translation>
    </message>
    <message>
        <source>The key is given to persons at {address}. It is kept encrypted in QGIS's authentication database, never in the project, and goes to {hosts} only. The service learns which places you look at: no online basemap beside classified data.</source>
        <translation>密钥由本人在 {address} 申请，加密保存在 QGIS 认证数据库中，不写入工程，只发往 {hosts}。服务方会知道您查看的位置：涉密数据旁请勿使用在线底图。</translation>
    </message>
    <message>
        <source>The kind of approval of the whole layer: it decides which changes the layer can cover</source>
        <translation>整个图层的审批类型：决定该图层能覆盖哪些变化</translation>
    </message>
    <message>
        <source>The label is Chinese: it is read where it hangs. 60 × 77 mm on paper.</source>
        <translation>标签一律为中文，便于现场识读。纸面尺寸60×77毫米。</translation>
    </message>
    <message>
        <source>The last day of the permit that runs out first, held against today</source>
        <translation>最早到期的许可证的有效期止，与今天比较</translation>
    </message>
    <message>
        <source>The layer has changed since the run.</source>
        <translation>该图层在筛查后已变化。</translation>
    </message>
    <message>
        <source>The layer has no CRS: set it before screening.</source>
        <translation>图层没有坐标系：请在筛查前设置。</translation>
    </message>
    <message>
        <source>The layer is no longer in the project: ask for the dossier again.</source>
        <translation>该图层已不在工程中：请重新查询地块档案。</translation>
    </message>
    <message>
        <source>The layer of change patches that is screened</source>
        <translation>要筛查的变化图斑图层</translation>
    </message>
    <message>
        <source>The layer {file} of the demo district cannot be read.</source>
        <translation>演示区图层 {file} 无法读取。</translation>
    </message>
    <message>
        <source>The layer “{layer}” has no CRS: set it in the layer's properties.</source>
        <translation>图层“{layer}”没有坐标系：请在图层属性中设置。</translation>
    </message>
    <message>
        <source>The layer “{layer}” has no coordinate system: set it in the layer's properties.</source>
        <translation>图层“{layer}”没有坐标系：请在图层属性中设置。</translation>
    </message>
    <message>
        <source>The layer “{layer}” of this project shows {file}: remove the layer or choose another file name.</source>
        <translation>工程中的图层“{layer}”正在使用 {file}：请移除该图层或另取文件名。</translation>
    </message>
    <message>
        <source>The layer's field with the area its documents approve</source>
        <translation>图层中记载批准面积的字段</translation>
    </message>
    <message>
        <source>The layers of the workspace cannot be edited while the project creates transaction groups automatically: switch that off under Project &gt; Properties &gt; Data Sources.</source>
        <translation>工程自动创建事务组时，工作库图层不能编辑：请在“工程 &gt; 属性 &gt; 数据源”中关闭。</translation>
    </message>
    <message>
        <source>The line crosses no boundary twice: begin and end it outside.</source>
        <translation>该线没有与任何边界相交两次：请从界外画起、画到界外。</translation>
    </message>
    <message>
        <source>The line cuts no boundary: lead it right across, from outside to outside.</source>
        <translation>该线没有切开任何边界：请从界外贯穿到界外。</translation>
    </message>
    <message>
        <source>The line does not cut through the patch: draw it from edge to edge.</source>
        <translation>画线没有穿过图斑：请从一边画到另一边。</translation>
    </message>
    <message>
        <source>The list cannot be written ({why}): check free disk space and the folder's rights.</source>
        <translation>清单无法写入（{why}）：请检查磁盘空间和文件夹权限。</translation>
    </message>
    <message>
        <source>The map cannot say where it is: give the project a coordinate system.</source>
        <translation>无法确定地图范围：请为工程设置坐标系。</translation>
    </message>
    <message>
        <source>The map is in {map}, the layer in {layer}: what is drawn is stored in the layer's.</source>
        <translation>地图为 {map}，图层为 {layer}：绘制结果按图层坐标系保存。</translation>
    </message>
    <message>
        <source>The marking “{text}” is too long to be printed: use at most {n} characters.</source>
        <translation>标识“{text}”过长，无法印出：最多 {n} 个字符。</translation>
    </message>
    <message>
        <source>The measure “{measure}” covers {area} m²; {done} m² of it cannot be done.</source>
        <translation>措施“{measure}”面积为{area}平方米，完成面积不能是{done}平方米。</translation>
    </message>
    <message>
        <source>The measure “{measure}” has the area {area}: give square metres above 0.</source>
        <translation>措施“{measure}”的面积为{area}：请填写大于0的平方米数。</translation>
    </message>
    <message>
        <source>The measured boundary has no geometry.</source>
        <translation>实测边界没有图形。</translation>
    </message>
    <message>
        <source>The measured boundary waits for a finding on its patch; it was not taken.</source>
        <translation>实测边界所在图斑尚无核查记录，未导入。</translation>
    </message>
    <message>
        <source>The measures add up to {given} m², the unlawful area is {unlawful} m²: change the areas by {difference} m².</source>
        <translation>各项措施面积合计{given}平方米，违法面积为{unlawful}平方米：请将面积调整{difference}平方米。</translation>
    </message>
    <message>
        <source>The message log (Processing) says why.</source>
        <translation>原因见消息日志（Processing）。</translation>
    </message>
    <message>
        <source>The name contains “{what}”.</source>
        <translation>名称含“{what}”。</translation>
    </message>
    <message>
        <source>The national platform's map below all layers; the key is kept in QGIS's authentication database</source>
        <translation>把国家平台的地图放在所有图层之下；密钥保存在 QGIS 认证数据库中</translation>
    </message>
    <message>
        <source>The nearest pollution source is not told.</source>
        <translation>不提示最近的污染源。</translation>
    </message>
    <message>
        <source>The number {patch} belongs to {count} patches, so the finding was not taken: select the patch on the map and record the finding there.</source>
        <translation>编号 {patch} 对应 {count} 个图斑，核查结果未接收：请在地图上选中图斑后录入。</translation>
    </message>
    <message>
        <source>The output {name} cannot be created: check that its folder exists and may be written.</source>
        <translation>输出 {name} 无法创建：请检查其文件夹是否存在且可写。</translation>
    </message>
    <message>
        <source>The output {name} did not take every row ({why}): free disk space, close programs that hold the file, or choose GeoPackage.</source>
        <translation>输出 {name} 未能写入全部行（{why}）：请清理磁盘空间、关闭占用文件的程序，或改用 GeoPackage。</translation>
    </message>
    <message>
        <source>The override of unit {unit} is valid for after images of {period}: it is not applied to {n} patches of other or unknown days.</source>
        <translation>行政区 {unit} 的单独规定适用于后时相 {period}：{n} 个图斑的后时相不在此期间或不明，未适用。</translation>
    </message>
    <message>
        <source>The package in {folder} holds work from the field that is not in the workspace: import it first, or choose a new folder.</source>
        <translation>{folder} 中的任务包有尚未入库的外业成果：请先导入，或另选新文件夹。</translation>
    </message>
    <message>
        <source>The package {file} was written by another version of Gengdi: update Gengdi.</source>
        <translation>任务包 {file} 由其他版本的耕地智保生成：请升级耕地智保。</translation>
    </message>
    <message>
        <source>The patch becomes yellow again and must be verified anew.</source>
        <translation>图斑将重新变为黄码，须重新核查。</translation>
    </message>
    <message>
        <source>The patch was corrected: {field} {before}, then {after}.</source>
        <translation>图斑属性已更正：{field}先为 {before}，后为 {after}。</translation>
    </message>
    <message>
        <source>The patch was deleted from the package; nothing was changed in the workspace.</source>
        <translation>该图斑在任务包中被删除；工作库未作改动。</translation>
    </message>
    <message>
        <source>The patch was not in this package.</source>
        <translation>该图斑不在此任务包中。</translation>
    </message>
    <message>
        <source>The patch was taken back from the workspace meanwhile.</source>
        <translation>该图斑已从工作库收回。</translation>
    </message>
    <message>
        <source>The patches differ in change type, image dates, inputs or rule set: screen them together, or leave them apart.</source>
        <translation>所选图斑的类型、时相、输入数据或规则集不同：请一同重新筛查，或不要合并。</translation>
    </message>
    <message>
        <source>The patches overlap by {area:.1f} m²: correct one of them before they are merged.</source>
        <translation>图斑相互重叠 {area:.1f} m²：请先修正其一再合并。</translation>
    </message>
    <message>
        <source>The patrol of {unit} due on {due} was recorded before, as walked on {day}.</source>
        <translation>{unit} 期限 {due} 的巡查已登记，巡查日期为 {day}。</translation>
    </message>
    <message>
        <source>The period ends before it begins: choose other days.</source>
        <translation>时段的结束早于开始：请重新选择日期。</translation>
    </message>
    <message>
        <source>The period from {begin} to {end} ends before it begins: change the days.</source>
        <translation>时段{begin}至{end}的结束早于开始：请修改日期。</translation>
    </message>
    <message>
        <source>The person who decides the conflict must be named.</source>
        <translation>须写明裁定人。</translation>
    </message>
    <message>
        <source>The person who does this must be named.</source>
        <translation>必须填写办理人姓名。</translation>
    </message>
    <message>
        <source>The person who orders the rectification must be named.</source>
        <translation>必须写明下达整改的人员。</translation>
    </message>
    <message>
        <source>The photo does not say whether true or magnetic north.</source>
        <translation>照片没有注明方位以真北还是磁北为准。</translation>
    </message>
    <message>
        <source>The photo waits with its finding, which was not taken.</source>
        <translation>照片随其核查记录等待，该记录未导入。</translation>
    </message>
    <message>
        <source>The photo {file} cannot be copied into {folder} ({reason}); nothing was recorded.</source>
        <translation>照片 {file} 无法复制到 {folder}（{reason}）；未作任何记录。</translation>
    </message>
    <message>
        <source>The photo {file} is not in the folder: copy it there and import again.</source>
        <translation>文件夹中没有照片 {file}：请补齐后再次导入。</translation>
    </message>
    <message>
        <source>The photo {name} (patch {patch}) has other content than when it was taken in: {file}</source>
        <translation>照片{name}（图斑{patch}）的内容与入库时不同：{file}</translation>
    </message>
    <message>
        <source>The photo {name} (patch {patch}) is not there: {file}</source>
        <translation>照片{name}（图斑{patch}）不在：{file}</translation>
    </message>
    <message>
        <source>The photos look in {count} direction(s) ({winds}): fewer than {limit}.</source>
        <translation>照片只覆盖 {count} 个方向（{winds}），少于 {limit} 个。</translation>
    </message>
    <message>
        <source>The photos look in {count} directions ({winds}), at least {limit}.</source>
        <translation>照片覆盖 {count} 个方向（{winds}），不少于 {limit} 个。</translation>
    </message>
    <message>
        <source>The picture is in the clipboard.</source>
        <translation>图片已复制到剪贴板。</translation>
    </message>
    <message>
        <source>The point {lon}, {lat} has no grid code: longitude reaches from −180° to 180° and latitude stays below 88°, in degrees of EPSG:4490.</source>
        <translation>点 {lon}, {lat} 没有网格码：经度应在 −180° 至 180°，纬度绝对值小于 88°（EPSG:4490，度）。</translation>
    </message>
    <message>
        <source>The points do not lie in {crs}: choose another coordinate system.</source>
        <translation>这些点不在 {crs} 范围内：请另选坐标系。</translation>
    </message>
    <message>
        <source>The practice sheet {file} is missing: install the plugin again.</source>
        <translation>缺少练习单 {file}，请重新安装插件。</translation>
    </message>
    <message>
        <source>The project has no images of before and after: add two raster layers whose names say so (前时相, 后时相, before, after).</source>
        <translation>工程中没有前后时相影像：请添加名称含“前时相”“后时相”（或 before、after）的两个栅格图层。</translation>
    </message>
    <message>
        <source>The project has no layer of approvals or discharge permits that takes changes.</source>
        <translation>工程中没有可编辑的用地审批或排污许可图层。</translation>
    </message>
    <message>
        <source>The project has no layers yet. Add the change patches, the approvals and the farmland, or load the demo district.</source>
        <translation>工程中还没有图层。请添加变化图斑、用地审批和地类图斑，或加载演示区。</translation>
    </message>
    <message>
        <source>The project has no layers yet. Add the enterprises, the discharge permits and the outlets, or load the demo district.</source>
        <translation>工程中还没有图层。请加入企业、排污许可证和排放口图层，或加载演示区。</translation>
    </message>
    <message>
        <source>The project remembers these once it is saved.</source>
        <translation>保存工程后，以上设置随工程保存。</translation>
    </message>
    <message>
        <source>The project {file} cannot be written: {why}</source>
        <translation>工程 {file} 无法写入：{why}</translation>
    </message>
    <message>
        <source>The ratio of cultivated land unlawfully occupied to all cultivated land that new construction occupied in a year, per town, before and after the patches of PATCHES are rectified; then every pending patch (confirmed unlawful, not accepted yet), the one with the greatest effect on its town's ratio first. Nothing is changed.

PATCHES is a comma list of patch numbers or a QGIS expression on the fields of patch_status, for example unit_code like '330211003%'. YEAR is that of the later image, the latest one by default. Which kinds of change count and the threshold are example values with their source, not official rules.</source>
        <translation>各乡镇违法占用耕地面积占当年新增建设用地占用耕地面积的比例，以及PATCHES所列图斑整改到位后的比例；随后列出每个待整改图斑(已认定违法、未验收通过)，对所在乡镇占比影响大的在前。不改动任何数据。

PATCHES为逗号分隔的图斑编号，或以patch_status字段书写的QGIS表达式，例如unit_code like '330211003%'。YEAR为后时相所在年度，默认最近一年。计入的变化类别和警戒线均为注明来源的示例值，并非官方规定。</translation>
    </message>
    <message>
        <source>The reference layer “{layer}” has no geometry: leave it out.</source>
        <translation>参考图层“{layer}”没有图形：请不要选它。</translation>
    </message>
    <message>
        <source>The rows listed by entry {entry} of the audit chain are gone.</source>
        <translation>审计链条目{entry}所列的行清单已不在。</translation>
    </message>
    <message>
        <source>The rows listed by entry {entry} of the audit chain were changed.</source>
        <translation>审计链条目{entry}所列的行清单被改动。</translation>
    </message>
    <message>
        <source>The rule file {file} cannot be read ({error}): choose a JSON file in UTF-8.</source>
        <translation>规则文件 {file} 无法读取（{error}）：请选择 UTF-8 编码的 JSON 文件。</translation>
    </message>
    <message>
        <source>The rule file {file} cannot be used: {problems}.</source>
        <translation>规则文件 {file} 不能使用：{problems}。</translation>
    </message>
    <message>
        <source>The rule file {file} is not JSON: {error}.</source>
        <translation>规则文件 {file} 不是 JSON：{error}。</translation>
    </message>
    <message>
        <source>The rule set of the project: its numbers, tables and where they come from</source>
        <translation>工程的规则集：数值、对照表及其出处</translation>
    </message>
    <message>
        <source>The rules have been edited since: show the effect again.</source>
        <translation>规则已再次修改，请重新查看影响。</translation>
    </message>
    <message>
        <source>The run cannot be undone: later runs screened the same patches: {runs}. Undo those first, the latest first.</source>
        <translation>不能撤销本次筛查：其后又筛查过相同图斑：{runs}。请先撤销后面的筛查，从最近一次开始。</translation>
    </message>
    <message>
        <source>The run cannot be undone: since then findings, audits or other steps were recorded on {patches}. What persons recorded is never taken away; screen again instead.</source>
        <translation>不能撤销本次筛查：其后以下图斑已有核查、认定或其他处理记录：{patches}。人工记录不会被抹去，请改为重新筛查。</translation>
    </message>
    <message>
        <source>The run is not undone for this patch: “{event}” was recorded after it.</source>
        <translation>该图斑的筛查未撤销：其后已记录“{event}”。</translation>
    </message>
    <message>
        <source>The run is undone: {patches} patches are as they were before, {gone} are no longer shown.</source>
        <translation>筛查已撤销：{patches} 个图斑恢复原状，其中 {gone} 个不再显示。</translation>
    </message>
    <message>
        <source>The run was made by another version of the software.</source>
        <translation>该次筛查由其他版本的软件完成。</translation>
    </message>
    <message>
        <source>The screening was cancelled; nothing was saved.</source>
        <translation>筛查已取消，未保存任何内容。</translation>
    </message>
    <message>
        <source>The selected boundaries do not touch, and “{layer}” takes only single polygons.</source>
        <translation>选中的边界互不相接，而“{layer}”只接受单部件多边形。</translation>
    </message>
    <message numerus="yes">
        <source>The set “{set}” with %n categories can be chosen for findings now.</source>
        <translation><numerusform>分类体系“{set}”（%n 个类别）现可用于核查。</numerusform></translation>
    </message>
    <message>
        <source>The sketch was given up, as another layer became active.</source>
        <translation>当前图层已切换，未完成的绘制已放弃。</translation>
    </message>
    <message>
        <source>The source of “{layer}” takes no changes: save it as a GeoPackage and draw there.</source>
        <translation>“{layer}”的数据源不接受修改：请另存为 GeoPackage 后在其中绘制。</translation>
    </message>
    <message>
        <source>The sources are known. Next: {step}.</source>
        <translation>污染源图层已具备。下一步：{step}。</translation>
    </message>
    <message>
        <source>The spatial code with its colour, to be copied, saved or printed as a label</source>
        <translation>带颜色的空间码，可复制、保存或打印成标签</translation>
    </message>
    <message>
        <source>The spatial code: administrative unit, grid cell, number</source>
        <translation>空间码：行政区代码-网格码-序号</translation>
    </message>
    <message>
        <source>The spatial index of {table}.{column} does not agree with its rows: rebuild it.</source>
        <translation>{table}.{column}的空间索引与数据行不符：请重建。</translation>
    </message>
    <message>
        <source>The spatial index of {table}.{column} is switched off: maps would show it slowly.</source>
        <translation>{table}.{column}的空间索引已关闭：地图显示会变慢。</translation>
    </message>
    <message>
        <source>The spreadsheet template {file} cannot be filled in: {why}. Nothing was written.</source>
        <translation>表格模板{file}无法填写：{why}。未写出任何文件。</translation>
    </message>
    <message>
        <source>The spreadsheet template {file} is damaged: save it again from your spreadsheet program.</source>
        <translation>表格模板{file}已损坏：请用表格软件重新保存。</translation>
    </message>
    <message>
        <source>The stored file is missing: {reason}.</source>
        <translation>存档文件缺失：{reason}。</translation>
    </message>
    <message>
        <source>The stored file is unchanged.</source>
        <translation>存档文件未被改动。</translation>
    </message>
    <message>
        <source>The stored file was altered after it was recorded.</source>
        <translation>存档文件在入库后被改动。</translation>
    </message>
    <message>
        <source>The stored rule text is not the one the run was made with.</source>
        <translation>存储的规则文本与筛查时所用的不一致。</translation>
    </message>
    <message>
        <source>The style {file} cannot be put on layer “{layer}”: {message}</source>
        <translation>样式 {file} 无法用于图层“{layer}”：{message}</translation>
    </message>
    <message>
        <source>The system in which the points are shown and typed</source>
        <translation>显示和录入界址点所用的坐标系</translation>
    </message>
    <message>
        <source>The table has no column for the title: its columns are {columns}; name one 问题标题.</source>
        <translation>表格没有标题列：现有列为 {columns}；请把标题列命名为“问题标题”。</translation>
    </message>
    <message>
        <source>The table has no column for {fields}: its columns are {columns}; name them 姓名 and 单位代码.</source>
        <translation>表格缺少 {fields} 列：现有列为 {columns}；请命名为 姓名 和 单位代码。</translation>
    </message>
    <message>
        <source>The table of all patches with evidence, findings and lists</source>
        <translation>全部图斑的表格，含依据、核查和清单</translation>
    </message>
    <message>
        <source>The table {file} cannot be read ({reason}): save it as CSV.</source>
        <translation>无法读取表格 {file}（{reason}）：请另存为 CSV。</translation>
    </message>
    <message>
        <source>The table {file} is neither UTF-8 nor GB 18030: save it again.</source>
        <translation>表格 {file} 既不是 UTF-8 也不是 GB 18030 编码：请重新保存。</translation>
    </message>
    <message>
        <source>The table {table} has columns of its own ({columns}), which stay in the folder only.</source>
        <translation>表 {table} 有自加字段（{columns}），其内容只保留在文件夹中。</translation>
    </message>
    <message>
        <source>The table {table} has no column {columns}: what stood there cannot be read.</source>
        <translation>表 {table} 缺少字段 {columns}：其中内容无法读取。</translation>
    </message>
    <message>
        <source>The table {table} in {file} has no column “{column}”: it was renamed or deleted. Give it its name back, then import again; nothing was written.</source>
        <translation>{file} 的表 {table} 缺少字段“{column}”：已被改名或删除。请恢复字段名后重新导入；未写入任何内容。</translation>
    </message>
    <message>
        <source>The table {table} is missing in {file}: this is not the package as it was written.</source>
        <translation>{file} 中缺少表 {table}：不是原来的任务包。</translation>
    </message>
    <message>
        <source>The template is no .xlsx workbook: save it again from your spreadsheet program.</source>
        <translation>模板不是.xlsx工作簿：请用表格软件重新保存。</translation>
    </message>
    <message>
        <source>The template lacks the items {items}: what they show was not printed.</source>
        <translation>模板缺少以下项：{items}，相应内容未打印。</translation>
    </message>
    <message>
        <source>The template {file} cannot be read ({error}): export it anew from QGIS's layout window.</source>
        <translation>模板{file}无法读取（{error}）：请从QGIS布局窗口重新导出。</translation>
    </message>
    <message>
        <source>The template {file} is no QGIS layout: export one from QGIS's layout window.</source>
        <translation>模板 {file} 不是 QGIS 布局：请从 QGIS 布局窗口导出。</translation>
    </message>
    <message>
        <source>The template {file} lacks the items {items}: nothing was printed. Give items of the layout these ids, or start from a copy of Gengdi's own template.</source>
        <translation>模板{file}缺少以下项：{items}，未打印。请给布局中的相应项设置这些id，或从耕地智保自带模板的副本开始修改。</translation>
    </message>
    <message numerus="yes">
        <source>The text has %n rings: paste the points of one boundary.</source>
        <translation><numerusform>文本中有 %n 个环：请只粘贴一个边界的点。</numerusform></translation>
    </message>
    <message>
        <source>The time is over today: {step} is due on {day} ({level}).</source>
        <translation>期限今日届满：{step}应于 {day} 完成（{level}）。</translation>
    </message>
    <message>
        <source>The verdicts rest on unsaved edits in {layers}. Save these edits and record the run?</source>
        <translation>这些结论依据“{layers}”中未保存的编辑。是否保存这些编辑并记录为一次筛查？</translation>
    </message>
    <message>
        <source>The words of the system to which findings are reported.</source>
        <translation>核查结果上报系统所用的分类用语。</translation>
    </message>
    <message numerus="yes">
        <source>The workspace cannot be relied on: %n finding(s), the first: {first}</source>
        <translation><numerusform>工作库不可信：共%n处问题，第一处：{first}</numerusform></translation>
    </message>
    <message>
        <source>The workspace could not be written ({reason}): nothing was changed.</source>
        <translation>工作库无法写入（{reason}）：未作任何更改。</translation>
    </message>
    <message>
        <source>The workspace does not note where its audit chain ends: the note was removed.</source>
        <translation>工作库中没有审计链末端的记录：该记录已被删除。</translation>
    </message>
    <message>
        <source>The workspace has no conflict {uid}.</source>
        <translation>工作库中没有冲突 {uid}。</translation>
    </message>
    <message>
        <source>The workspace has no patch {uid}.</source>
        <translation>工作库中没有图斑 {uid}。</translation>
    </message>
    <message>
        <source>The workspace has no patch “{patch}”: screen it first, or correct the number.</source>
        <translation>工作库中没有图斑“{patch}”：请先筛查，或更正编号。</translation>
    </message>
    <message>
        <source>The workspace has no patches yet: screen them on the Screening page.</source>
        <translation>工作库中还没有图斑：请在“筛查”页筛查。</translation>
    </message>
    <message>
        <source>The workspace is being written by another program ({reason}): nothing was changed; try again when it has finished.</source>
        <translation>另一程序正在写入工作库（{reason}）：未作任何更改，请稍后重试。</translation>
    </message>
    <message>
        <source>The workspace is whole: {rows} rows are what the audit chain of {entries} entries says.</source>
        <translation>工作库完整：{rows}行均与{entries}条审计链条目一致。</translation>
    </message>
    <message>
        <source>The workspace knows no responsible person {uid}: choose one of its list.</source>
        <translation>工作库中没有责任人{uid}：请从名单中选择。</translation>
    </message>
    <message>
        <source>The workspace stays as it is</source>
        <translation>工作库维持不变</translation>
    </message>
    <message>
        <source>The workspace that opens with this project; empty: none</source>
        <translation>随本工程打开的工作库；留空为无</translation>
    </message>
    <message>
        <source>The workspace {file} cannot be opened: {reason}.</source>
        <translation>工作库 {file} 无法打开：{reason}。</translation>
    </message>
    <message>
        <source>The workspace {file} cannot be written (the file or its folder is read-only: {reason}): choose a folder on your own disk.</source>
        <translation>工作库 {file} 无法写入（文件或文件夹只读：{reason}）：请选择本机磁盘上的文件夹。</translation>
    </message>
    <message>
        <source>The workspace {file} did not exist and was made, without a patch: check the path.</source>
        <translation>工作库 {file} 原不存在，已新建，其中没有图斑：请检查路径。</translation>
    </message>
    <message>
        <source>The workspace {file} has no measure {uid} in force: order the rectification first.</source>
        <translation>工作库{file}中没有生效的整改措施{uid}：请先下达整改。</translation>
    </message>
    <message>
        <source>The workspace {file} has no patch {uid}: screen it first.</source>
        <translation>工作库 {file} 中没有图斑 {uid}：请先筛查。</translation>
    </message>
    <message>
        <source>The workspace {file} has no run {uid}, or it is undone.</source>
        <translation>工作库 {file} 中没有筛查 {uid}，或该次筛查已撤销。</translation>
    </message>
    <message>
        <source>The workspace {file} has no run {uid}.</source>
        <translation>工作库 {file} 中没有筛查 {uid}。</translation>
    </message>
    <message>
        <source>The workspace {file} has no supervision item {uid}.</source>
        <translation>工作库 {file} 中没有监管事项 {uid}。</translation>
    </message>
    <message>
        <source>The workspace {file} is being written by another program ({reason}): try again when it has finished.</source>
        <translation>另一程序正在写入工作库 {file}（{reason}）：请稍后重试。</translation>
    </message>
    <message>
        <source>The workspace {file} is damaged ({reason}): restore the newest backup copy beside it.</source>
        <translation>工作库 {file} 已损坏（{reason}）：请恢复其旁最新的备份。</translation>
    </message>
    <message>
        <source>The workspace {file} is of an older format and no backup copy could be written beside it ({reason}): free the disk or the folder's write protection; nothing was changed.</source>
        <translation>工作库 {file} 为旧格式，且无法在其旁写入备份（{reason}）：请清理磁盘或解除文件夹写保护；未作任何更改。</translation>
    </message>
    <message>
        <source>The workspace {file} keeps no units: screen with the layer of administrative units, then plan the patrols.</source>
        <translation>工作库 {file} 中没有行政单位：请带行政区图层筛查后再生成巡查计划。</translation>
    </message>
    <message>
        <source>The workspace {file} was written by a newer Gengdi (format {found}, this one knows {known}): update the plugin; the file was not changed.</source>
        <translation>工作库 {file} 由更新版本的耕地智保写入（格式 {found}，本版本支持到 {known}）：请更新插件；文件未改动。</translation>
    </message>
    <message>
        <source>Theirs (field)</source>
        <translation>外业</translation>
    </message>
    <message>
        <source>There are fewer than two runs in {file}: screen again, then compare.</source>
        <translation>{file} 中的筛查不足两次：请再次筛查后比较。</translation>
    </message>
    <message>
        <source>There are no coordinates in the text: write one point a line.</source>
        <translation>文本中没有坐标：请每行写一个点。</translation>
    </message>
    <message>
        <source>There is no conflict to decide.</source>
        <translation>没有待裁定的冲突。</translation>
    </message>
    <message>
        <source>There is no deadline for the step “{step}” ({level}); known steps: {steps}.</source>
        <translation>步骤“{step}”（{level}）没有规定期限；已知步骤：{steps}。</translation>
    </message>
    <message>
        <source>There is no document to enter: choose a layer with polygons.</source>
        <translation>没有可补录的手续：请选择含面的图层。</translation>
    </message>
    <message>
        <source>There is no entry yet</source>
        <translation>尚无条目</translation>
    </message>
    <message>
        <source>There is no layer of change patches: bind one on the Layers page.</source>
        <translation>没有变化图斑图层：请在“图层”页绑定。</translation>
    </message>
    <message>
        <source>There is no layer of change patches: there is nothing to screen.</source>
        <translation>没有变化图斑图层：没有可筛查的对象。</translation>
    </message>
    <message>
        <source>There is no list “{key}”: choose verification, rectification or release.</source>
        <translation>没有清单“{key}”：请选择 verification、rectification 或 release。</translation>
    </message>
    <message>
        <source>There is no problem of a pollution source in this workspace yet. Add one with “New Problem…”, or take them from a table (self-checks, patrols, joint inspections, petitions) with “Import Table…”.</source>
        <translation>本工作库尚无污染源问题。可用“新增问题…”逐条登记，或用“导入表格…”从表格导入（企业自查、属地巡查、部门联查、环境信访）。</translation>
    </message>
    <message>
        <source>There is no room to unfold {file} ({size} MB): free disk space.</source>
        <translation>磁盘空间不足，无法解压 {file}（{size} MB）：请清理磁盘。</translation>
    </message>
    <message>
        <source>There is no run yet: screen first.</source>
        <translation>尚无筛查：请先筛查。</translation>
    </message>
    <message>
        <source>There is no such patrol in the workspace: plan the patrols first.</source>
        <translation>工作库中没有这次巡查：请先生成巡查计划。</translation>
    </message>
    <message>
        <source>There is no verdict to verify: screen first.</source>
        <translation>没有可复算的判定：请先筛查。</translation>
    </message>
    <message>
        <source>There is no workspace at {file}: choose an existing one, or screen into a new one.</source>
        <translation>{file} 处没有工作库：请选择已有的工作库，或筛查到新工作库。</translation>
    </message>
    <message>
        <source>There is nothing at {file}: choose the folder of a field package, or a zip of it.</source>
        <translation>{file} 处没有内容：请选择任务包的文件夹或其zip。</translation>
    </message>
    <message>
        <source>There is nothing to look into: bind layers on the Layers page or open a workspace, then ask again.</source>
        <translation>没有可查的数据：请先在“图层”页绑定图层或打开工作库，然后重新查询。</translation>
    </message>
    <message>
        <source>There is nothing to screen.</source>
        <translation>没有可筛查的图斑。</translation>
    </message>
    <message>
        <source>There is nothing to take back: that step has no effect.</source>
        <translation>没有可撤回的内容：该步骤不起作用。</translation>
    </message>
    <message>
        <source>There is only one run so far. Screen again after something has changed, then compare.</source>
        <translation>目前只有一次筛查。数据或规则变化后再次筛查，即可比较。</translation>
    </message>
    <message>
        <source>These are no coordinates of a boundary ({reason}): write one point a line, x (longitude) first, at least three, or paste WKT or GeoJSON.</source>
        <translation>这不是边界坐标（{reason}）：请每行写一个点，先横坐标（经度），至少三个点，或粘贴 WKT、GeoJSON。</translation>
    </message>
    <message>
        <source>These fields are missing: {what}.</source>
        <translation>缺少字段：{what}。</translation>
    </message>
    <message>
        <source>These layers of the project come over a network; without it they stay empty:</source>
        <translation>工程中下列图层来自网络，没有网络时为空：</translation>
    </message>
    <message>
        <source>These patches have no geometry to zoom to.</source>
        <translation>这些图斑没有几何图形，无法缩放。</translation>
    </message>
    <message>
        <source>These patches have no geometry: nothing can lie there.</source>
        <translation>所选图斑没有图形，无法查询。</translation>
    </message>
    <message>
        <source>These patches have no spatial code.</source>
        <translation>这些图斑没有空间码。</translation>
    </message>
    <message>
        <source>These sources have no geometry to zoom to.</source>
        <translation>这些污染源没有图形，无法缩放。</translation>
    </message>
    <message>
        <source>This Python cannot load SQLite extensions, so no workspace can be opened: run Gengdi in QGIS's own Python.</source>
        <translation>此 Python 不能加载 SQLite 扩展，无法打开工作库：请在 QGIS 自带的 Python 中运行。</translation>
    </message>
    <message>
        <source>This algorithm does nothing.</source>
        <translation>此算法不做任何事。</translation>
    </message>
    <message>
        <source>This computer has seen entry {seq} of audit chain {site}, which the workspace no longer has: entries were cut off, or an older copy was put in its place.</source>
        <translation>本机曾看到审计链{site}的第{seq}条，而工作库中已没有：末尾条目被截去，或文件被旧副本替换。</translation>
    </message>
    <message>
        <source>This field package was written from another workspace than {file}: open the workspace it came from, then import it there.</source>
        <translation>该任务包不是由工作库 {file} 生成的：请打开生成它的工作库再导入。</translation>
    </message>
    <message>
        <source>This finding is in the workspace.</source>
        <translation>该核查结论已在工作库中。</translation>
    </message>
    <message numerus="yes">
        <source>This ground fell back %n time(s).</source>
        <translation><numerusform>该地块已复发%n次。</numerusform></translation>
    </message>
    <message>
        <source>This page needs a layer of enterprises or permits. Next: {step}.</source>
        <translation>本页需要企业或许可证图层。下一步：{step}。</translation>
    </message>
    <message>
        <source>This page needs land-class parcels, no screening; units and accounts add to it.</source>
        <translation>本页只需地类图斑，不必先筛查；绑定行政区和专账图层后内容更全。</translation>
    </message>
    <message>
        <source>This page needs layers of the project. Next: {step}.</source>
        <translation>本页需要工程中的图层。下一步：{step}。</translation>
    </message>
    <message>
        <source>This page shows what a screening found, and there is none yet. Next: {step}.</source>
        <translation>本页显示筛查结果，目前尚未筛查。下一步：{step}。</translation>
    </message>
    <message>
        <source>This photo is in the workspace.</source>
        <translation>该照片已在工作库中。</translation>
    </message>
    <message>
        <source>This place does not lie where the layer's system can be.</source>
        <translation>该位置超出图层坐标系的适用范围。</translation>
    </message>
    <message>
        <source>This place has no longitude and latitude in {crs}: move the map to your district.</source>
        <translation>此处在{crs}中没有对应的经纬度：请把地图移到本辖区。</translation>
    </message>
    <message>
        <source>This point is of another system than the others: {crs}.</source>
        <translation>该点的坐标系与其他点不同：{crs}。</translation>
    </message>
    <message>
        <source>This problem was there already: same source, credit code, title and kind.</source>
        <translation>该问题已在清单中：来源、信用代码、标题和类型均相同。</translation>
    </message>
    <message>
        <source>This rule set is shown only: it cannot be edited now.</source>
        <translation>规则集仅供查看，现在不能修改。</translation>
    </message>
    <message>
        <source>This still waits for a decision: {why}</source>
        <translation>仍待裁定：{why}</translation>
    </message>
    <message>
        <source>This was decided before: {decision}.</source>
        <translation>此前已裁定：{decision}。</translation>
    </message>
    <message>
        <source>Threshold {threshold} (example value, not an official rule). Numerator: cultivated land confirmed unlawful and not accepted yet; denominator: cultivated land that new construction of the year occupied. Check patches to see the ratio with them rectified: the pale bar is now, the strong one then, the dashed line the threshold. Nothing is changed.</source>
        <translation>警戒线{threshold}(示例值，非官方规定)。分子：已认定违法且未验收通过的占用耕地面积；分母：当年新增建设用地占用耕地面积。勾选图斑即可看到其整改后的占比：浅色条为现状，深色条为推演，虚线为警戒线。不会改动任何数据。</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Throw away all unsaved edits in {layers}?</source>
        <translation>是否放弃“{layers}”中所有未保存的编辑？</translation>
    </message>
    <message>
        <source>Tianditu gave no tile (HTTP {status}): the key is wrong, not meant for desktop programs, or used up for today. Look it up at {address}, or fill in another with Add Tianditu Basemap…</source>
        <translation>天地图未返回瓦片（HTTP {status}）：密钥有误、不适用于桌面软件，或当日额度已用完。请在 {address} 核对，或用“添加天地图底图…”另填密钥。</translation>
    </message>
    <message>
        <source>Tianditu key (Gengdi)</source>
        <translation>天地图密钥（耕地智保）</translation>
    </message>
    <message>
        <source>Tianditu stays empty: no key is kept for this account. Fill it in with Gengdi ▸ Add Tianditu Basemap…; all else works without.</source>
        <translation>天地图为空：本账户未保存密钥。请用“耕地智保 ▸ 添加天地图底图…”填写；其他功能不受影响。</translation>
    </message>
    <message>
        <source>Tianditu stays empty: the key is locked. Enter QGIS's master password (Settings ▸ Options ▸ Authentication), or fill the key in again.</source>
        <translation>天地图为空：密钥已锁定。请输入 QGIS 主密码（设置 ▸ 选项 ▸ 认证），或重新填写密钥。</translation>
    </message>
    <message>
        <source>Time Line</source>
        <translation>办理过程</translation>
    </message>
    <message>
        <source>Time Line of Patch {patch_no}</source>
        <translation>图斑{patch_no}办理过程</translation>
    </message>
    <message>
        <source>Time Line: {title}</source>
        <translation>办理过程：{title}</translation>
    </message>
    <message>
        <source>Time Line…</source>
        <translation>办理过程…</translation>
    </message>
    <message>
        <source>Time against today not checked: {why}.</source>
        <translation>未核对拍摄时间与当前时间：{why}。</translation>
    </message>
    <message>
        <source>Time line</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Time line of a case</source>
        <translation>案件时间轴</translation>
    </message>
    <message>
        <source>Time over</source>
        <translation>期限进度</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>To (day)</source>
        <translation>截止日</translation>
    </message>
    <message>
        <source>To Inspector</source>
        <translation>派发核查</translation>
    </message>
    <message>
        <source>To audit a finding, select one patch whose finding waits for it.</source>
        <translation>认定前，请选中一个核查结果待认定的图斑。</translation>
    </message>
    <message>
        <source>To be done again</source>
        <translation>须重新整改的面积</translation>
    </message>
    <message>
        <source>To record a finding, select one patch that still takes one.</source>
        <translation>录入核查结果前，请选中一个可录入的图斑。</translation>
    </message>
    <message>
        <source>To verify</source>
        <translation>待核查</translation>
    </message>
    <message>
        <source>Together {sum} m²</source>
        <translation>合计{sum}平方米</translation>
    </message>
    <message>
        <source>Together {sum} m²: the unlawful area</source>
        <translation>合计{sum}平方米，与违法面积一致</translation>
    </message>
    <message>
        <source>Total account</source>
        <translation>总账</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>乡镇</translation>
    </message>
    <message>
        <source>Town {code}</source>
        <translation>乡镇 {code}</translation>
    </message>
    <message>
        <source>Town's ratio then</source>
        <translation>整改后乡镇占比</translation>
    </message>
    <message>
        <source>Towns in the bulletin</source>
        <translation>通报中的镇街数</translation>
    </message>
    <message>
        <source>Towns over the threshold after</source>
        <translation>整改后超过警戒线的乡镇</translation>
    </message>
    <message>
        <source>Towns over the threshold before</source>
        <translation>整改前超过警戒线的乡镇</translation>
    </message>
    <message>
        <source>Towns over the threshold of {threshold}: {before} now, {after} then.</source>
        <translation>超过警戒线{threshold}的乡镇：现为{before}个，推演后为{after}个。</translation>
    </message>
    <message>
        <source>Towns over the threshold: {before} now, {after} then.</source>
        <translation>超过警戒线的乡镇：现为{before}个，推演后为{after}个。</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>事件类型</translation>
    </message>
    <message>
        <source>Type of violation</source>
        <translation>违法类型</translation>
    </message>
    <message>
        <source>Type or paste coordinates</source>
        <translation>键入或粘贴坐标</translation>
    </message>
    <message>
        <source>Type or paste the points of a boundary</source>
        <translation>输入或粘贴边界的界址点</translation>
    </message>
    <message>
        <source>Uid of the package</source>
        <translation>任务包标识</translation>
    </message>
    <message>
        <source>Uncovered m²</source>
        <translation>未覆盖 m²</translation>
    </message>
    <message>
        <source>Uncovered parts</source>
        <translation>未覆盖部分</translation>
    </message>
    <message>
        <source>Understood: {layers}.</source>
        <translation>已识别：{layers}。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo This Run</source>
        <translation>撤销本次筛查</translation>
    </message>
    <message>
        <source>Undo This Run…</source>
        <translation>撤销本次筛查…</translation>
    </message>
    <message>
        <source>Undo the run of {when} by {who}? Its {n} patches go back to where they were before; this is recorded with your name, and nothing is deleted.</source>
        <translation>撤销 {who} 于 {when} 所作的筛查？其 {n} 个图斑将回到筛查前的状态；此操作记录您的姓名，不删除任何数据。</translation>
    </message>
    <message>
        <source>Undoing the run</source>
        <translation>撤销筛查</translation>
    </message>
    <message>
        <source>Undone by {actor}</source>
        <translation>由 {actor} 撤销</translation>
    </message>
    <message>
        <source>Unified social credit code</source>
        <translation>统一社会信用代码</translation>
    </message>
    <message>
        <source>Unified social credit code: what joins enterprises, permits and problems</source>
        <translation>统一社会信用代码：企业、许可证和问题据此关联</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Unit (code or its beginning)</source>
        <translation>单位（代码或其开头）</translation>
    </message>
    <message>
        <source>Unit and class</source>
        <translation>行政区与地类</translation>
    </message>
    <message>
        <source>Unit code</source>
        <translation>单位代码</translation>
    </message>
    <message>
        <source>Unit code (6, 9 or 12 digits)</source>
        <translation>单位代码（6、9 或 12 位）</translation>
    </message>
    <message>
        <source>Unit name</source>
        <translation>单位名称</translation>
    </message>
    <message>
        <source>Unit of area</source>
        <translation>面积单位</translation>
    </message>
    <message>
        <source>Unit {unit}, layer {layer}, feature {feature}: the overlap could not be measured.</source>
        <translation>单元{unit}与图层“{layer}”要素{feature}：重叠面积无法量算。</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Units by code, below each its land classes</source>
        <translation>行政区按代码排列，其下为各地类</translation>
    </message>
    <message>
        <source>Units by where the ground lies; a parcel over a boundary is parted.</source>
        <translation>行政区按地面位置划分，跨界图斑按面积分开。</translation>
    </message>
    <message>
        <source>Units of which nothing is known</source>
        <translation>无任何记录的单元数</translation>
    </message>
    <message>
        <source>Unlawful area of the accepted cases / of all cases</source>
        <translation>验收通过案件的违法面积/全部案件的违法面积</translation>
    </message>
    <message>
        <source>Unlawful m²</source>
        <translation>违法面积(平方米)</translation>
    </message>
    <message>
        <source>Unsigned changes</source>
        <translation>未签改动</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Use the farmland of the year before the earlier images, or correct its date in the mapping.</source>
        <translation>请改用前时相之前年度的地类图斑，或在字段对应中改正其数据时点。</translation>
    </message>
    <message>
        <source>Use this layer as approvals and open the Screening page with it</source>
        <translation>把该图层作为用地审批范围，并打开“筛查”页</translation>
    </message>
    <message>
        <source>Use this layer as the change patches and open the Screening page with it</source>
        <translation>把该图层作为变化图斑，并打开“筛查”页</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有效期起</translation>
    </message>
    <message>
        <source>Valid to</source>
        <translation>有效期止</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Verdicts recomputed</source>
        <translation>已复算的判定数</translation>
    </message>
    <message>
        <source>Verdicts that could not be recomputed</source>
        <translation>无法复算的判定数</translation>
    </message>
    <message>
        <source>Verdicts that differ</source>
        <translation>不一致的判定数</translation>
    </message>
    <message>
        <source>Verification List (Yellow)…</source>
        <translation>现场核查清单（黄码）…</translation>
    </message>
    <message>
        <source>Verifies that a workspace is whole and untouched: the file, its columns and references, all spatial indexes, the audit chain with every row it seals, the states of all patches as their events imply them, and the photos by their content.

It fails when anything is tampered with or broken, after the report is written, naming the first finding and how many there are. What other programs (QGIS, SQLite tools) changed in rows that may change is listed as an unsigned change and is no failure; so are missing photos.

HEAD is the end of the audit chain. Note it elsewhere, for example on the printed list: whoever rewrites the whole file with all its hashes cannot bring that number back. Nothing is changed.</source>
        <translation>核验工作库是否完整、未被改动：文件、字段与引用、全部空间索引、审计链及其加封的每一行、由办理记录推出的图斑状态，以及照片内容。

只要有内容被篡改或损坏，就在写出报告之后报错，并说明第一处问题和问题总数。其他程序（QGIS、SQLite 工具）对允许改动的行所作的改动列为未签改动，不算失败；缺失照片也是如此。

HEAD 是审计链末端。请把它记在别处，例如打印的清单上：即使有人连同全部哈希重写整个文件，也无法还原这串编号。不改动任何数据。</translation>
    </message>
    <message>
        <source>Verify Verdicts</source>
        <translation>复算判定</translation>
    </message>
    <message>
        <source>Verify Verdicts…</source>
        <translation>复算判定…</translation>
    </message>
    <message>
        <source>Verify Workspace</source>
        <translation>核验工作库</translation>
    </message>
    <message>
        <source>Verify Workspace…</source>
        <translation>核验工作库…</translation>
    </message>
    <message>
        <source>Verify verdicts</source>
        <translation>复算判定</translation>
    </message>
    <message>
        <source>Verify workspace</source>
        <translation>核验工作库</translation>
    </message>
    <message>
        <source>Verifying the verdicts</source>
        <translation>复算判定</translation>
    </message>
    <message>
        <source>Verifying the workspace</source>
        <translation>核验工作库</translation>
    </message>
    <message>
        <source>Violation {doc} came in.</source>
        <translation>新增违法认定 {doc}。</translation>
    </message>
    <message>
        <source>Violation {doc} is no longer there.</source>
        <translation>违法认定 {doc} 已不存在。</translation>
    </message>
    <message>
        <source>Violations found</source>
        <translation>违法认定</translation>
    </message>
    <message>
        <source>Violations found before are not noticed.</source>
        <translation>不提示此前的违法认定。</translation>
    </message>
    <message>
        <source>W</source>
        <translation>西</translation>
    </message>
    <message>
        <source>WEEK_ENDING: “{value}” is no date; write it like 2026-11-29.</source>
        <translation>WEEK_ENDING：“{value}”不是日期；请按2026-11-29的形式填写。</translation>
    </message>
    <message>
        <source>WORKSPACE is empty: choose the workspace file.</source>
        <translation>WORKSPACE 为空：请选择工作库文件。</translation>
    </message>
    <message>
        <source>Waiting patches of another scope</source>
        <translation>不在范围内的待核查图斑数</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>待办环节</translation>
    </message>
    <message>
        <source>Walked by</source>
        <translation>巡查人</translation>
    </message>
    <message>
        <source>Walked on</source>
        <translation>巡查日期</translation>
    </message>
    <message>
        <source>Web Mercator (EPSG:3857)</source>
        <translation>Web 墨卡托（EPSG:3857）</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>统计区间</translation>
    </message>
    <message>
        <source>Weekly Bulletin</source>
        <translation>每周通报</translation>
    </message>
    <message>
        <source>Weekly Bulletin…</source>
        <translation>每周通报…</translation>
    </message>
    <message>
        <source>Weekly bulletin</source>
        <translation>每周通报</translation>
    </message>
    <message>
        <source>What</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>What If</source>
        <translation>占比推演</translation>
    </message>
    <message>
        <source>What If…</source>
        <translation>占比推演…</translation>
    </message>
    <message>
        <source>What Needs a Network</source>
        <translation>哪些需要网络</translation>
    </message>
    <message>
        <source>What another run of the open workspace said otherwise, and why</source>
        <translation>与当前工作库另一次筛查的判定有何不同，原因何在</translation>
    </message>
    <message>
        <source>What every patch was at the end of a past day, from the events of its case</source>
        <translation>根据办理记录，查看过去某日结束时每个图斑的状态</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>占比推演</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>缺失项</translation>
    </message>
    <message>
        <source>What is said</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>What lies beyond 88° north or south has no cells and is left out.</source>
        <translation>南北纬 88° 以外没有网格，已略去。</translation>
    </message>
    <message>
        <source>What other decisions would make of the figures</source>
        <translation>推演不同处置对指标的影响</translation>
    </message>
    <message>
        <source>What rectifying patches would do to the towns' ratios</source>
        <translation>图斑整改后各乡镇占比的变化</translation>
    </message>
    <message>
        <source>What runs and what has run in this session: stop it, start it again, see what went wrong</source>
        <translation>本次会话正在运行和运行过的工作：停止、重试、查看出错原因</translation>
    </message>
    <message>
        <source>What the layer is</source>
        <translation>图层是什么</translation>
    </message>
    <message>
        <source>What this reason means and what to do next (F1)</source>
        <translation>该原因的含义和下一步做什么 (F1)</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>发现的问题</translation>
    </message>
    <message>
        <source>What was found on site about the selected patch</source>
        <translation>录入所选图斑的实地核查情况</translation>
    </message>
    <message>
        <source>What was found?</source>
        <translation>核查结果是？</translation>
    </message>
    <message>
        <source>What was pasted is no polygon: a boundary encloses ground.</source>
        <translation>粘贴的不是面：边界应围成地块。</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>出错原因</translation>
    </message>
    <message>
        <source>What will be tested</source>
        <translation>将要比对的图层</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Where the Package's Folder Is Made</source>
        <translation>任务包文件夹的存放位置</translation>
    </message>
    <message>
        <source>Where the run is kept</source>
        <translation>筛查结果存放位置</translation>
    </message>
    <message>
        <source>Which field means what</source>
        <translation>字段对应</translation>
    </message>
    <message>
        <source>Which layer plays which role, and what is missing</source>
        <translation>各图层的角色，以及缺少什么</translation>
    </message>
    <message>
        <source>Which patches (expression)</source>
        <translation>图斑范围（表达式）</translation>
    </message>
    <message>
        <source>Which patches changed colour between two runs, and because of which approval</source>
        <translation>两次筛查之间哪些图斑变了颜色，因为哪件手续</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>修改人</translation>
    </message>
    <message>
        <source>Who changed which boundary, and when</source>
        <translation>谁在何时改动了哪条边界</translation>
    </message>
    <message>
        <source>Who got what</source>
        <translation>派发结果</translation>
    </message>
    <message>
        <source>Who has it now: a late item goes up from street to bureau to coordinating centre</source>
        <translation>当前由谁督办：超期事项由街道升至主管局，再升至全域治理中心</translation>
    </message>
    <message>
        <source>Who walked the patrol must be named.</source>
        <translation>须填写巡查人。</translation>
    </message>
    <message>
        <source>Whoever enters a document must be named: fill in the officer.</source>
        <translation>必须注明补录人：请填写办理人。</translation>
    </message>
    <message>
        <source>Whoever must do it has to be named.</source>
        <translation>必须指明由谁办理。</translation>
    </message>
    <message>
        <source>Whose turn</source>
        <translation>轮到</translation>
    </message>
    <message>
        <source>Whose turn it is in every open case, since when and until when</source>
        <translation>每个在办案件轮到谁办理、自何时起、限期何时</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>With</source>
        <translation>配合部门</translation>
    </message>
    <message>
        <source>With place names</source>
        <translation>带注记</translation>
    </message>
    <message>
        <source>Withdrawn by {actor}</source>
        <translation>由{actor}撤回</translation>
    </message>
    <message>
        <source>Within term</source>
        <translation>仅限期限内</translation>
    </message>
    <message>
        <source>Without a layer of units these accounts are of the whole area.</source>
        <translation>没有行政区图层，专账只有全域合计。</translation>
    </message>
    <message>
        <source>Without a role</source>
        <translation>未指定角色</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>工作</translation>
    </message>
    <message>
        <source>Work in another workspace file</source>
        <translation>改在另一个工作库中工作</translation>
    </message>
    <message>
        <source>Working days to verify (empty: by the table of deadlines)</source>
        <translation>核查期限工作日数（空：按期限表）</translation>
    </message>
    <message>
        <source>Works began</source>
        <translation>动工时间</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>工作库</translation>
    </message>
    <message>
        <source>Workspace (*.sqlite)</source>
        <translation>工作库 (*.sqlite)</translation>
    </message>
    <message>
        <source>Workspace (*.sqlite);;All files (*)</source>
        <translation>工作库 (*.sqlite);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Workspace {name}</source>
        <translation>工作库 {name}</translation>
    </message>
    <message>
        <source>Write Package</source>
        <translation>生成任务包</translation>
    </message>
    <message>
        <source>Write a note that goes with the decision</source>
        <translation>填写随决定一并记录的备注</translation>
    </message>
    <message>
        <source>Write data as they really arrive, with a practice sheet and its answers</source>
        <translation>写出数据实际到达时的样子，附练习单和答案</translation>
    </message>
    <message>
        <source>Write field package</source>
        <translation>生成外业任务包</translation>
    </message>
    <message>
        <source>Write the patches of one person into a folder for QField</source>
        <translation>把某人的图斑写成供QField使用的文件夹</translation>
    </message>
    <message>
        <source>Writes a folder for QField: the patches of one person with forms, photos and reference. Copy it to the phone; import the same folder when it comes back.</source>
        <translation>生成供QField使用的文件夹：某人名下的图斑，含表单、照片和参考图层。复制到手机使用，带回后导入同一文件夹。</translation>
    </message>
    <message>
        <source>Writes one of the three official lists of a workspace, ready to sign: verification (yellow patches, suspected), rectification (audited red and blue patches only) or release (green patches with their proof). The lists are never mixed.

The ending of the output decides the format: .xlsx is the signed form, A4 landscape, numbered by town with subtotals; .csv, .gpkg and .shp hold the same rows for other programs. UNIT limits the list to a county (6 digits), town (9) or village (12). Names and telephone numbers of people are masked.</source>
        <translation>从工作库导出可签字的三种清单之一：verification（现场核查清单，黄码，疑似）、rectification（整改清单，仅限已认定的红码和蓝码）、release（放行清单，绿码及其依据）。三种清单互不混用。

输出文件的扩展名决定格式：.xlsx 为签字表，A4 横向，按乡镇编号并有小计；.csv、.gpkg 和 .shp 为相同内容，供其他程序使用。UNIT 将清单限于某县（6 位）、乡镇（9 位）或村（12 位）。个人姓名和电话已脱敏。</translation>
    </message>
    <message>
        <source>Writes the bulletin (每周通报) of the seven days that end with WEEK_ENDING (today when empty), per town: screened, yellow and open, dispatched, found, confirmed red, being rectified, accepted, overdue, what was new in the week, and the ranking; then the list of overdue patches, names masked. Everything is counted from the case events up to that day, so that the bulletin of an earlier week can be made again. .xlsx and .pdf come from the same figures.</source>
        <translation>生成截至WEEK_ENDING（留空为今天）七天的每周通报，按镇街统计：筛查、黄码未结、已派发、已核查、认定违法、整改中、已销号、超期、本周新增和排名；另附超期图斑清单（姓名脱敏）。全部由截至当日的案件事件推算，因此可以重新生成以往各周的通报。.xlsx 与 .pdf 数据相同。</translation>
    </message>
    <message>
        <source>Writes the patches that are with one person on site (dispatched, being verified or rectified) into a folder that QField opens: the patches to look at, forms for findings, photos and measured boundaries with their value lists, the uncovered parts, approvals and ground that the screening kept, and a leaflet in Chinese.

RESPONSIBLE is the person's name, or the uid where several have that name. REFERENCE layers of the project are clipped to the surroundings of the patches; names and telephone numbers of people in them are masked. FOLDER must be new or empty, or an older package whose work has been imported. No patch changes its state: it does when work comes back (gengdi:importfieldwork).</source>
        <translation>把某人名下在外业的图斑（已派发、核查中、整改中）写入供QField打开的文件夹：待核查图斑，核查结论、照片和实测边界的表单及选项，筛查保存的未覆盖部分、审批和地类，以及中文说明。

RESPONSIBLE 为姓名；同名时用标识。REFERENCE 为工程图层，按图斑周边裁剪，其中的人名和电话会脱敏。FOLDER 须为新建或空文件夹，或成果已导入的旧任务包。图斑状态不变，成果导入（gengdi:importfieldwork）后才变。</translation>
    </message>
    <message>
        <source>Writes the problems of pollution sources that the workspace keeps (监管清单): title, credit code, kind, level, state, lead and co-departments, the day that was set, the deadline that runs now, whether it is over and who has it then (street, bureau, coordinating centre). Values are keys for programs; names and telephone numbers are masked. Deadlines are examples from a table of the plugin, not official rules.</source>
        <translation>输出工作库中的污染源问题（监管清单）：标题、信用代码、类型、等级、状态、主办和协办部门、设定的期限、当前计时的期限、是否超期以及当前督办层级（街道、主管局、全域治理中心）。各值为供程序使用的键；姓名和电话已脱敏。时限取自插件附带的示例表，并非官方规定。</translation>
    </message>
    <message>
        <source>Writing results</source>
        <translation>正在写出结果</translation>
    </message>
    <message>
        <source>Writing the bulletin</source>
        <translation>生成通报</translation>
    </message>
    <message>
        <source>Writing the field package</source>
        <translation>生成外业任务包</translation>
    </message>
    <message>
        <source>Written to {file}</source>
        <translation>已写入 {file}</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>已写出：{file}</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年度</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>Zip (*.zip)</source>
        <translation>压缩包 (*.zip)</translation>
    </message>
    <message>
        <source>Zip of the Field Package</source>
        <translation>任务包压缩包</translation>
    </message>
    <message>
        <source>Zip…</source>
        <translation>压缩包…</translation>
    </message>
    <message>
        <source>Zone no.</source>
        <translation>区编号</translation>
    </message>
    <message>
        <source>Zones (grain, high-standard, red line)</source>
        <translation>各类区（粮功区、高标准农田、生态红线）</translation>
    </message>
    <message>
        <source>Zoom to Selected</source>
        <translation>缩放到所选</translation>
    </message>
    <message>
        <source>Zoom to Selected Patches</source>
        <translation>缩放到所选图斑</translation>
    </message>
    <message>
        <source>a date like 2026-11-23</source>
        <translation>日期（如 2026-11-23）</translation>
    </message>
    <message>
        <source>a filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>a patch of an unknown type may be covered by any proof</source>
        <translation>类型未知的图斑可由任何合法手续覆盖</translation>
    </message>
    <message>
        <source>a person</source>
        <translation>责任人</translation>
    </message>
    <message>
        <source>a reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>a row that is never rewritten was changed by another program ({at})</source>
        <translation>从不改写的行被其他程序改动（{at}）</translation>
    </message>
    <message>
        <source>a sheet has more than one row with placeholders of rows</source>
        <translation>一张工作表中有多个逐行填写的行</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>after images from</source>
        <translation>后时相自</translation>
    </message>
    <message>
        <source>after images until</source>
        <translation>后时相至</translation>
    </message>
    <message>
        <source>agricultural land</source>
        <translation>农用地</translation>
    </message>
    <message>
        <source>all changes</source>
        <translation>全部变更</translation>
    </message>
    <message>
        <source>all departments</source>
        <translation>全部部门</translation>
    </message>
    <message>
        <source>all items</source>
        <translation>全部事项</translation>
    </message>
    <message>
        <source>all levels</source>
        <translation>全部等级</translation>
    </message>
    <message>
        <source>all patrols</source>
        <translation>全部巡查</translation>
    </message>
    <message>
        <source>all running cases</source>
        <translation>全部在办</translation>
    </message>
    <message>
        <source>all time</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>all units</source>
        <translation>全部单位</translation>
    </message>
    <message>
        <source>all waiting patches</source>
        <translation>全部待核查图斑</translation>
    </message>
    <message>
        <source>all waiting patches on farmland</source>
        <translation>全部待核查的占耕地图斑</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>另有 {n} 处</translation>
    </message>
    <message>
        <source>another day</source>
        <translation>另定日期</translation>
    </message>
    <message>
        <source>any year</source>
        <translation>任何</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>审批覆盖</translation>
    </message>
    <message>
        <source>area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>area {area}</source>
        <translation>面积{area}</translation>
    </message>
    <message>
        <source>as ordered below</source>
        <translation>同下</translation>
    </message>
    <message>
        <source>basic farmland not authorised</source>
        <translation>未获准占用的永久基本农田</translation>
    </message>
    <message>
        <source>being read …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>below</source>
        <translation>未超</translation>
    </message>
    <message>
        <source>by its .cpg</source>
        <translation>依据 .cpg</translation>
    </message>
    <message>
        <source>by its language byte</source>
        <translation>依据文件语言标记</translation>
    </message>
    <message>
        <source>case_figures.csv</source>
        <translation>办案指标.csv</translation>
    </message>
    <message>
        <source>change type</source>
        <translation>变化类型</translation>
    </message>
    <message>
        <source>change type {code} stands twice</source>
        <translation>变化类型 {code} 重复</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>changes nothing: give parameters or terms, or take it out</source>
        <translation>没有任何改动：请给出数值或期限，或将其删除</translation>
    </message>
    <message>
        <source>choose a department or a person</source>
        <translation>选择部门或人员</translation>
    </message>
    <message>
        <source>choose a person</source>
        <translation>选择责任人</translation>
    </message>
    <message>
        <source>choose an item</source>
        <translation>选择事项</translation>
    </message>
    <message>
        <source>chosen by hand</source>
        <translation>手工选择</translation>
    </message>
    <message>
        <source>code of the unit</source>
        <translation>行政区代码</translation>
    </message>
    <message>
        <source>code_{code}.pdf</source>
        <translation>二维码_{code}.pdf</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>conditional formats</source>
        <translation>条件格式</translation>
    </message>
    <message>
        <source>construction land</source>
        <translation>建设用地</translation>
    </message>
    <message>
        <source>coordinates outside the Earth</source>
        <translation>坐标超出地球范围</translation>
    </message>
    <message>
        <source>coordinates that are not numbers</source>
        <translation>坐标不是有效数值</translation>
    </message>
    <message>
        <source>counts</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>counts for {patches}</source>
        <translation>对{patches}有效</translation>
    </message>
    <message>
        <source>county or town: 2 to 12 digits</source>
        <translation>县或乡镇代码，2 至 12 位数字</translation>
    </message>
    <message>
        <source>cultivated land</source>
        <translation>耕地</translation>
    </message>
    <message>
        <source>cultivated uncovered</source>
        <translation>未覆盖耕地</translation>
    </message>
    <message>
        <source>cultivated {area}</source>
        <translation>耕地 {area}</translation>
    </message>
    <message>
        <source>date not stated</source>
        <translation>时点未注明</translation>
    </message>
    <message>
        <source>day, month or year, when it is known</source>
        <translation>已知时填年、月或日</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>document that says so</source>
        <translation>所依据的文件</translation>
    </message>
    <message>
        <source>document, layer or person</source>
        <translation>文号、图层或人员</translation>
    </message>
    <message>
        <source>does not count</source>
        <translation>无效</translation>
    </message>
    <message>
        <source>dossier_{code}.xlsx</source>
        <translation>地块档案_{code}.xlsx</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>drawn polygon</source>
        <translation>所画多边形</translation>
    </message>
    <message>
        <source>drawn rectangle</source>
        <translation>所画矩形</translation>
    </message>
    <message>
        <source>due and missed</source>
        <translation>待巡查和漏巡</translation>
    </message>
    <message>
        <source>due on {day}</source>
        <translation>限期 {day}</translation>
    </message>
    <message>
        <source>due within three days</source>
        <translation>三日内到期</translation>
    </message>
    <message>
        <source>due {day}</source>
        <translation>期限 {day}</translation>
    </message>
    <message>
        <source>due_cases.csv</source>
        <translation>到期与超期.csv</translation>
    </message>
    <message>
        <source>e.g. 2024 or 2024-12-31</source>
        <translation>如 2024 或 2024-12-31</translation>
    </message>
    <message>
        <source>earlier image</source>
        <translation>前时相</translation>
    </message>
    <message>
        <source>edited, not saved</source>
        <translation>已修改，未保存</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>entries were cut off or added without Gengdi.</source>
        <translation>有条目被截去，或未经耕地智保添加。</translation>
    </message>
    <message>
        <source>everybody</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>fewer than three points</source>
        <translation>少于三个点</translation>
    </message>
    <message>
        <source>field_work.csv</source>
        <translation>外业成果.csv</translation>
    </message>
    <message>
        <source>field_{name}</source>
        <translation>外业_{name}</translation>
    </message>
    <message>
        <source>figures</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>formulas</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>formulas that refer to another sheet</source>
        <translation>引用其他工作表的公式</translation>
    </message>
    <message>
        <source>found</source>
        <translation>已找到</translation>
    </message>
    <message>
        <source>from the rows</source>
        <translation>取自各行</translation>
    </message>
    <message>
        <source>from {least} m²</source>
        <translation>≥ {least} m²</translation>
    </message>
    <message>
        <source>from … to …</source>
        <translation>自定时段</translation>
    </message>
    <message>
        <source>gengdi_area: the argument must be a geometry.</source>
        <translation>gengdi_area：参数须为几何。</translation>
    </message>
    <message>
        <source>gengdi_grid_code: the first argument must be a geometry.</source>
        <translation>gengdi_grid_code：第一个参数须为几何图形。</translation>
    </message>
    <message>
        <source>gengdi_grid_code: the level must be a whole number from 1 to 10.</source>
        <translation>gengdi_grid_code：级别须为 1 至 10 的整数。</translation>
    </message>
    <message>
        <source>gengdi_mu: the argument must be a number of square metres.</source>
        <translation>gengdi_mu：参数须为以平方米计的数。</translation>
    </message>
    <message>
        <source>goes on in other patches</source>
        <translation>已转入其他图斑办理</translation>
    </message>
    <message>
        <source>goes with the decision</source>
        <translation>随决定一并记录</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>已无</translation>
    </message>
    <message>
        <source>ground of known violations</source>
        <translation>已认定违法用地</translation>
    </message>
    <message>
        <source>ground under approvals that count</source>
        <translation>有效审批覆盖范围</translation>
    </message>
    <message>
        <source>ground under land parcels</source>
        <translation>地类图斑覆盖范围</translation>
    </message>
    <message>
        <source>has no effect: {why}</source>
        <translation>不生效：{why}</translation>
    </message>
    <message>
        <source>in edit mode</source>
        <translation>编辑中</translation>
    </message>
    <message>
        <source>in map extent</source>
        <translation>地图范围内</translation>
    </message>
    <message>
        <source>in no known town</source>
        <translation>不在已知乡镇内</translation>
    </message>
    <message>
        <source>in no known unit</source>
        <translation>不在已知行政区内</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>is not known here (a slip of the pen?); known are {names}</source>
        <translation>此处没有这一项（是否笔误？），可用的有 {names}</translation>
    </message>
    <message>
        <source>it has keys twice: {names}</source>
        <translation>有重复的键：{names}</translation>
    </message>
    <message>
        <source>it has no EXIF</source>
        <translation>照片没有 EXIF 信息</translation>
    </message>
    <message numerus="yes">
        <source>it has no room for %n row(s)</source>
        <translation><numerusform>放不下%n行</numerusform></translation>
    </message>
    <message>
        <source>it has unknown placeholders: {names}; known are: {known}</source>
        <translation>含未知占位符：{names}；可用：{known}</translation>
    </message>
    <message>
        <source>it has {things}, which would be wrong after rows moved</source>
        <translation>含有{things}，行移动后会出错</translation>
    </message>
    <message>
        <source>it is no spreadsheet that can be read</source>
        <translation>不是可以读取的表格文件</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>文件过大</translation>
    </message>
    <message>
        <source>its EXIF is damaged</source>
        <translation>EXIF 信息已损坏</translation>
    </message>
    <message>
        <source>its content is not what Gengdi wrote, and no trigger noted a change</source>
        <translation>内容与耕地智保写入的不同，且没有触发器记录到改动</translation>
    </message>
    <message>
        <source>its remark or its mark as deleted is not what Gengdi wrote, and no trigger noted a change</source>
        <translation>备注或删除标记与耕地智保写入的不同，且没有触发器记录到改动</translation>
    </message>
    <message>
        <source>its rows have no numbers: save it again from Excel, WPS or LibreOffice</source>
        <translation>行没有编号：请用Excel、WPS或LibreOffice重新保存</translation>
    </message>
    <message>
        <source>kept as they are: {names}</source>
        <translation>已存在，保持不变：{names}</translation>
    </message>
    <message>
        <source>kept; fill in only to change it</source>
        <translation>已保存；仅在更换时填写</translation>
    </message>
    <message>
        <source>land class {code} stands twice</source>
        <translation>地类 {code} 重复</translation>
    </message>
    <message>
        <source>later image</source>
        <translation>后时相</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>线</translation>
    </message>
    <message>
        <source>links</source>
        <translation>超链接</translation>
    </message>
    <message>
        <source>live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>looked at again</source>
        <translation>已复看</translation>
    </message>
    <message>
        <source>map extent</source>
        <translation>当前地图范围</translation>
    </message>
    <message>
        <source>may be left empty; it stays in the history</source>
        <translation>可不填；填写后留存于办理过程</translation>
    </message>
    <message>
        <source>merged cells in the marked row</source>
        <translation>逐行填写的行中有合并单元格</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>漏巡</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>more than was reported before</source>
        <translation>比此前上报更多的面积</translation>
    </message>
    <message>
        <source>mu</source>
        <translation>亩</translation>
    </message>
    <message>
        <source>must be a text that is not empty</source>
        <translation>须为非空文本</translation>
    </message>
    <message>
        <source>must be one of {allowed}, or a list</source>
        <translation>须为 {allowed} 之一，或列表</translation>
    </message>
    <message>
        <source>must be {schema}; older files that can be read: {older}</source>
        <translation>须为 {schema}；可读取的旧版：{older}</translation>
    </message>
    <message>
        <source>must not be empty</source>
        <translation>不得为空</translation>
    </message>
    <message>
        <source>m²</source>
        <translation>平方米</translation>
    </message>
    <message>
        <source>m², when known</source>
        <translation>m²，已知时填写</translation>
    </message>
    <message>
        <source>names of ranges</source>
        <translation>命名区域</translation>
    </message>
    <message>
        <source>narrower than 1 mm</source>
        <translation>宽度不足1毫米</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>no CRS</source>
        <translation>无坐标系</translation>
    </message>
    <message>
        <source>no bound</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>no change type of this rule set: {codes}</source>
        <translation>本规则集没有这些变化类型：{codes}</translation>
    </message>
    <message>
        <source>no field of the layer is mapped to it</source>
        <translation>图层没有对应的字段</translation>
    </message>
    <message>
        <source>no geometry</source>
        <translation>无几何图形</translation>
    </message>
    <message>
        <source>no place</source>
        <translation>没有有效位置</translation>
    </message>
    <message>
        <source>no row of it has placeholders like {example}</source>
        <translation>没有任何一行含有{example}这样的占位符</translation>
    </message>
    <message>
        <source>nobody else</source>
        <translation>无</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>none bound</source>
        <translation>未绑定</translation>
    </message>
    <message>
        <source>none: by parcel code</source>
        <translation>无：按图斑坐落单位代码</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>not covered {m2} m²</source>
        <translation>未覆盖 {m2} 平方米</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>未认定</translation>
    </message>
    <message>
        <source>not decided (suspected: {type})</source>
        <translation>未认定(疑似{type})</translation>
    </message>
    <message>
        <source>not for {patch}: {why}</source>
        <translation>对{patch}不作数：{why}</translation>
    </message>
    <message>
        <source>not in edit mode</source>
        <translation>未开启编辑</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>not named</source>
        <translation>未指定</translation>
    </message>
    <message>
        <source>not required</source>
        <translation>不要求</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>未填写</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未填</translation>
    </message>
    <message>
        <source>notes on cells</source>
        <translation>批注</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>nothing (null)</source>
        <translation>空（null）</translation>
    </message>
    <message>
        <source>nothing decided</source>
        <translation>未作决定</translation>
    </message>
    <message>
        <source>number of the document that makes it lawful</source>
        <translation>证明其合法的文件文号</translation>
    </message>
    <message>
        <source>number of the rectification notice</source>
        <translation>整改通知书文号</translation>
    </message>
    <message>
        <source>open a terminal, run {command} and restart QGIS.</source>
        <translation>请打开终端，运行 {command}，然后重启 QGIS。</translation>
    </message>
    <message>
        <source>open items</source>
        <translation>未办结事项</translation>
    </message>
    <message>
        <source>open the OSGeo4W Shell, run {command} and restart QGIS.</source>
        <translation>请打开 OSGeo4W Shell，运行 {command}，然后重启 QGIS。</translation>
    </message>
    <message>
        <source>open_cases.csv</source>
        <translation>在办案件.csv</translation>
    </message>
    <message>
        <source>or from field</source>
        <translation>或取自字段</translation>
    </message>
    <message>
        <source>over</source>
        <translation>超</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>已超期</translation>
    </message>
    <message>
        <source>overdue by {days}</source>
        <translation>超期{days}天</translation>
    </message>
    <message>
        <source>overdue only</source>
        <translation>仅超期</translation>
    </message>
    <message>
        <source>overdue since {day}</source>
        <translation>已逾期，期限 {day}</translation>
    </message>
    <message>
        <source>page breaks</source>
        <translation>分页符</translation>
    </message>
    <message>
        <source>patch {patch_no}</source>
        <translation>图斑{patch_no}</translation>
    </message>
    <message>
        <source>perm. basic {area}</source>
        <translation>永久基本农田 {area}</translation>
    </message>
    <message>
        <source>permanent basic farmland</source>
        <translation>永久基本农田</translation>
    </message>
    <message>
        <source>permanent basic farmland uncovered</source>
        <translation>未覆盖永久基本农田</translation>
    </message>
    <message>
        <source>permanent basic farmland without authorisation</source>
        <translation>手续不得占用的永久基本农田</translation>
    </message>
    <message>
        <source>photos_checked.csv</source>
        <translation>照片核对.csv</translation>
    </message>
    <message>
        <source>plain ASCII so far</source>
        <translation>内容均为 ASCII</translation>
    </message>
    <message>
        <source>point or line, no area</source>
        <translation>点或线，无面积</translation>
    </message>
    <message>
        <source>points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>polygons</source>
        <translation>面</translation>
    </message>
    <message>
        <source>polygons that overlap</source>
        <translation>面相互重叠</translation>
    </message>
    <message>
        <source>problem_time_line.csv</source>
        <translation>问题办理过程.csv</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>remainder {area} m²</source>
        <translation>剩余 {area} m²</translation>
    </message>
    <message>
        <source>remark or mark as deleted changed</source>
        <translation>修改备注或删除标记</translation>
    </message>
    <message>
        <source>required</source>
        <translation>必需</translation>
    </message>
    <message>
        <source>rule files of {schema} do not have it</source>
        <translation>{schema} 规则文件没有这一项</translation>
    </message>
    <message>
        <source>rules whose certainty is not high cannot be called official</source>
        <translation>可信度不高的规则不得称为官方规定</translation>
    </message>
    <message>
        <source>runs_compared.csv</source>
        <translation>筛查比较.csv</translation>
    </message>
    <message>
        <source>saved by {by}, {at}: {why}</source>
        <translation>{by} 于 {at} 保存：{why}</translation>
    </message>
    <message>
        <source>second look</source>
        <translation>待复看</translation>
    </message>
    <message>
        <source>selected ({n})</source>
        <translation>所选 ({n})</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>派发核查</translation>
    </message>
    <message>
        <source>shapely was loaded before Gengdi, by QGIS or by another plugin, and does not get on with QGIS's geometry library: install the shapely that belongs to your system (Debian: python3-shapely) or switch the other plugin off, and restart QGIS.</source>
        <translation>shapely 已被 QGIS 或其他插件先行加载，且与 QGIS 的几何库不兼容：请安装系统自带的 shapely（Debian：python3-shapely），或停用该插件，然后重启 QGIS。</translation>
    </message>
    <message>
        <source>shown only: rules cannot be edited while work is under way</source>
        <translation>仅供查看：有任务进行时不能修改规则</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>slivers forgiven</source>
        <translation>免计细碎部分</translation>
    </message>
    <message>
        <source>source without a name</source>
        <translation>未命名污染源</translation>
    </message>
    <message>
        <source>square metres</source>
        <translation>平方米</translation>
    </message>
    <message>
        <source>square metres from 0</source>
        <translation>不小于 0 的平方米数</translation>
    </message>
    <message>
        <source>states_on_date.csv</source>
        <translation>某日状态.csv</translation>
    </message>
    <message>
        <source>status words: not yet approved</source>
        <translation>状态用词：尚未批准</translation>
    </message>
    <message>
        <source>status words: revoked</source>
        <translation>状态用词：已失效</translation>
    </message>
    <message>
        <source>such ground counts as neither farmland nor anything else</source>
        <translation>此类地块不计为耕地，也不计为其他地类</translation>
    </message>
    <message>
        <source>supervision_list.csv</source>
        <translation>监管清单.csv</translation>
    </message>
    <message>
        <source>tables</source>
        <translation>表格对象</translation>
    </message>
    <message>
        <source>term of {type}</source>
        <translation>{type}的推定期限</translation>
    </message>
    <message numerus="yes">
        <source>the %n selected patch(es)</source>
        <translation><numerusform>所选的 %n 个图斑</numerusform></translation>
    </message>
    <message>
        <source>the boundary crosses itself</source>
        <translation>边界自相交</translation>
    </message>
    <message>
        <source>the boundary encloses no ground</source>
        <translation>边界未围成面积</translation>
    </message>
    <message>
        <source>the boundary is broken ({reason})</source>
        <translation>边界图形有误（{reason}）</translation>
    </message>
    <message>
        <source>the boundary touches itself</source>
        <translation>边界自接触</translation>
    </message>
    <message>
        <source>the column “set” must have one name in all rows, without blanks, other than {names}; it has “{name}”.</source>
        <translation>“set”列各行须为同一名称，不含空格，且不同于 {names}；现为“{name}”。</translation>
    </message>
    <message>
        <source>the date of the later image is not known</source>
        <translation>后时相日期不明</translation>
    </message>
    <message>
        <source>the day of the inspection is not known</source>
        <translation>核查日期不明</translation>
    </message>
    <message>
        <source>the document no.</source>
        <translation>文号</translation>
    </message>
    <message>
        <source>the example rule set of the plugin</source>
        <translation>插件自带的示例规则集</translation>
    </message>
    <message>
        <source>the file cannot be read ({reason})</source>
        <translation>文件无法读取（{reason}）</translation>
    </message>
    <message>
        <source>the file must hold one JSON object</source>
        <translation>文件须为一个 JSON 对象</translation>
    </message>
    <message>
        <source>the file was made for a newer Gengdi ({schema}): update the plugin to read it</source>
        <translation>该文件供更新版的耕地智保使用（{schema}），请更新插件后再读取</translation>
    </message>
    <message>
        <source>the finding</source>
        <translation>核查结果</translation>
    </message>
    <message>
        <source>the inspector</source>
        <translation>核查人</translation>
    </message>
    <message>
        <source>the key “{key}” must be there once, of letters and digits without blanks.</source>
        <translation>键“{key}”须唯一，由字母和数字组成，不含空格。</translation>
    </message>
    <message>
        <source>the name is missing.</source>
        <translation>缺少姓名。</translation>
    </message>
    <message>
        <source>the parent “{parent}” of “{key}” must be the key of a row above it.</source>
        <translation>“{key}”的上级“{parent}”须是前面某一行的键。</translation>
    </message>
    <message>
        <source>the patch has no area on the map</source>
        <translation>图斑没有图形</translation>
    </message>
    <message>
        <source>the photo has no coordinates</source>
        <translation>照片没有坐标</translation>
    </message>
    <message>
        <source>the photo has no direction</source>
        <translation>照片没有方位</translation>
    </message>
    <message>
        <source>the photo has no time</source>
        <translation>照片没有拍摄时间</translation>
    </message>
    <message>
        <source>the reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>the row was deleted; the audit chain still has it</source>
        <translation>该行已被删除，审计链中仍有它</translation>
    </message>
    <message>
        <source>the run</source>
        <translation>本次筛查</translation>
    </message>
    <message>
        <source>the source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>the source is missing: who told it (来源)?</source>
        <translation>缺少来源：由谁反映？</translation>
    </message>
    <message>
        <source>the term of {name} ends before it begins.</source>
        <translation>{name} 的任期止早于任期起。</translation>
    </message>
    <message>
        <source>the title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>the title is missing.</source>
        <translation>缺少标题。</translation>
    </message>
    <message>
        <source>the type 'unknown' is missing</source>
        <translation>缺少类型“unknown”</translation>
    </message>
    <message>
        <source>the type {type} can never be a proof: it approves no use of land</source>
        <translation>类型 {type} 不是用地批准，任何时候都不得作为依据</translation>
    </message>
    <message>
        <source>the whole patch</source>
        <translation>整个图斑</translation>
    </message>
    <message>
        <source>the workspace</source>
        <translation>工作库</translation>
    </message>
    <message>
        <source>the workspace has no patch “{name}”.</source>
        <translation>工作库中没有图斑“{name}”。</translation>
    </message>
    <message>
        <source>they are used from now on (Settings ▸ Options ▸ Gengdi)</source>
        <translation>此后即使用该文件夹中的模板（设置 ▸ 选项 ▸ 耕地智保）</translation>
    </message>
    <message>
        <source>this month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>this year</source>
        <translation>本年</translation>
    </message>
    <message>
        <source>time_line_{patch_no}.csv</source>
        <translation>办理过程_{patch_no}.csv</translation>
    </message>
    <message>
        <source>title, Chinese</source>
        <translation>中文标题</translation>
    </message>
    <message>
        <source>title, English</source>
        <translation>英文标题</translation>
    </message>
    <message>
        <source>title, source, credit code, unit …</source>
        <translation>标题、来源、信用代码、单位…</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今日到期</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>uncovered</source>
        <translation>未覆盖</translation>
    </message>
    <message>
        <source>uncovered basic farmland</source>
        <translation>无审批覆盖的永久基本农田</translation>
    </message>
    <message>
        <source>uncovered cultivated land</source>
        <translation>无审批覆盖的耕地</translation>
    </message>
    <message>
        <source>under 50 %</source>
        <translation>不足 50%</translation>
    </message>
    <message>
        <source>unit {unit} has another override for the same days (number {number})</source>
        <translation>行政区 {unit} 在同一期间已有单独规定（第 {number} 条）</translation>
    </message>
    <message>
        <source>unknown patches: {numbers}</source>
        <translation>未知图斑：{numbers}</translation>
    </message>
    <message>
        <source>unlawful: {area}</source>
        <translation>违法面积：{area}</translation>
    </message>
    <message>
        <source>unused land</source>
        <translation>未利用地</translation>
    </message>
    <message>
        <source>up to {most} m²</source>
        <translation>≤ {most} m²</translation>
    </message>
    <message>
        <source>use to be verified on site</source>
        <translation>须现场核实用途</translation>
    </message>
    <message>
        <source>value lists</source>
        <translation>数据有效性列表</translation>
    </message>
    <message>
        <source>verdicts_verified.csv</source>
        <translation>判定复算.csv</translation>
    </message>
    <message>
        <source>what the ground is used for</source>
        <translation>现场实际用途</translation>
    </message>
    <message>
        <source>what was changed, and by which document</source>
        <translation>改了什么，依据什么文件</translation>
    </message>
    <message>
        <source>what was seen</source>
        <translation>巡查情况</translation>
    </message>
    <message>
        <source>what_if.csv</source>
        <translation>占比推演.csv</translation>
    </message>
    <message>
        <source>who decides</source>
        <translation>验收人</translation>
    </message>
    <message>
        <source>who orders it</source>
        <translation>下达人</translation>
    </message>
    <message>
        <source>who records it</source>
        <translation>登记人</translation>
    </message>
    <message>
        <source>who reports it</source>
        <translation>上报人</translation>
    </message>
    <message>
        <source>who told it, with its number: a petition, a patrol, a monitor</source>
        <translation>由谁反映及其编号：信访、巡查、在线监测等</translation>
    </message>
    <message>
        <source>why it is returned (note)</source>
        <translation>退回原因(备注)</translation>
    </message>
    <message>
        <source>why less is accepted (note)</source>
        <translation>为何不足面积也予验收(备注)</translation>
    </message>
    <message>
        <source>why less than the unlawful area</source>
        <translation>为何少于违法面积</translation>
    </message>
    <message>
        <source>why you decide so; it is kept</source>
        <translation>裁定理由（留存）</translation>
    </message>
    <message>
        <source>why; it stays in the history</source>
        <translation>原因（记入办理过程）</translation>
    </message>
    <message>
        <source>why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>with a document</source>
        <translation>补录手续</translation>
    </message>
    <message>
        <source>without a date</source>
        <translation>无日期</translation>
    </message>
    <message>
        <source>workspace_verified.csv</source>
        <translation>工作库核验结果.csv</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>“是”或“否”</translation>
    </message>
    <message>
        <source>{added} people added, {changed} changed, {unchanged} were there, {refused} rows left out.</source>
        <translation>新增 {added} 人，更新 {changed} 人，已有 {unchanged} 人，未采用 {refused} 行。</translation>
    </message>
    <message>
        <source>{added} problems added, {unchanged} were there, {refused} rows left out.</source>
        <translation>新增问题 {added} 条，已有 {unchanged} 条，未采用 {refused} 行。</translation>
    </message>
    <message>
        <source>{answer} ({notes})</source>
        <translation>{answer}（{notes}）</translation>
    </message>
    <message>
        <source>{area} m²</source>
        <translation>{area} 平方米</translation>
    </message>
    <message>
        <source>{area} m² by the boundary</source>
        <translation>按实测边界 {area} m²</translation>
    </message>
    <message>
        <source>{before} m² of the measure “{measure}” were reported before; give all that is done by now, that and what came since.</source>
        <translation>措施“{measure}”此前已上报{before}平方米；请填写到目前为止的全部完成面积(含此前上报部分)。</translation>
    </message>
    <message>
        <source>{before} → {after}: {n}</source>
        <translation>{before} → {after}：{n}</translation>
    </message>
    <message>
        <source>{cases} cases confirmed unlawful: {filed} filed, {concluded} concluded, {closed} closed, {overdue} overdue.</source>
        <translation>认定违法{cases}件：立案{filed}件，结案{concluded}件，销号{closed}件，超期{overdue}件。</translation>
    </message>
    <message>
        <source>{category} ({set})</source>
        <translation>{category}（{set}）</translation>
    </message>
    <message>
        <source>{code} is cultivated land and must stand among the agricultural classes too</source>
        <translation>{code} 属耕地，也须列入农用地</translation>
    </message>
    <message>
        <source>{code}: provisional, follows unsaved edits</source>
        <translation>{code}：暂定，跟随编辑，尚未记录</translation>
    </message>
    <message>
        <source>{code}: {n}</source>
        <translation>{code}：{n}</translation>
    </message>
    <message>
        <source>{count} more lines of this kind are not listed.</source>
        <translation>另有 {count} 条同类记录未逐条列出。</translation>
    </message>
    <message>
        <source>{count} patches screened: {green} released, {yellow} to verify.</source>
        <translation>已筛查图斑 {count} 个：放行 {green} 个，待核查 {yellow} 个。</translation>
    </message>
    <message>
        <source>{day} overdue</source>
        <translation>{day} 已超期</translation>
    </message>
    <message numerus="yes">
        <source>{day} · %n day(s) over</source>
        <translation><numerusform>{day} · 超期 %n 天</numerusform></translation>
    </message>
    <message>
        <source>{day} · expired</source>
        <translation>{day} · 已过期</translation>
    </message>
    <message>
        <source>{day} · over</source>
        <translation>{day} · 已超时</translation>
    </message>
    <message>
        <source>{degrees}°</source>
        <translation>{degrees}°</translation>
    </message>
    <message>
        <source>{department} (lead)</source>
        <translation>{department}（主办）</translation>
    </message>
    <message>
        <source>{different} of {checked} verdicts do not follow from what the workspace keeps: see below.</source>
        <translation>{checked} 条判定中有 {different} 条与工作库数据复算结果不符，见下表。</translation>
    </message>
    <message>
        <source>{documents} documents; {patches} patches screened again, {green} released, {parts} divided.</source>
        <translation>手续 {documents} 件；复筛图斑 {patches} 个，放行 {green} 个，分割 {parts} 个。</translation>
    </message>
    <message>
        <source>{doc} came in and counts: {m2} m².</source>
        <translation>新增手续 {doc}，可作依据，覆盖 {m2} m²。</translation>
    </message>
    <message>
        <source>{doc} came in but does not count: {why}.</source>
        <translation>新增手续 {doc}，但不能作为依据：{why}。</translation>
    </message>
    <message>
        <source>{doc} covers {after} m², before {before} m².</source>
        <translation>{doc} 覆盖 {after} m²，此前为 {before} m²。</translation>
    </message>
    <message>
        <source>{doc} does not count: {after}; before: {before}.</source>
        <translation>{doc} 不能作为依据：{after}；此前：{before}。</translation>
    </message>
    <message>
        <source>{doc} no longer counts: {why}.</source>
        <translation>{doc} 不再能作为依据：{why}。</translation>
    </message>
    <message>
        <source>{doc} now counts; before: {why}.</source>
        <translation>{doc} 现可作为依据；此前：{why}。</translation>
    </message>
    <message>
        <source>{doc}, which counted, is no longer there.</source>
        <translation>原作为依据的 {doc} 已不存在。</translation>
    </message>
    <message>
        <source>{doc}, which did not count, is no longer there.</source>
        <translation>原未作为依据的 {doc} 已不存在。</translation>
    </message>
    <message>
        <source>{done} Ctrl+Z takes it back.</source>
        <translation>{done}按 Ctrl+Z 可撤销。</translation>
    </message>
    <message>
        <source>{due} patrol(s) to come, {missed} missed.</source>
        <translation>待巡查 {due} 次，漏巡 {missed} 次。</translation>
    </message>
    <message>
        <source>{encoding}: {layers}.</source>
        <translation>{encoding}：{layers}。</translation>
    </message>
    <message>
        <source>{field} *</source>
        <translation>{field} *</translation>
    </message>
    <message>
        <source>{field} {value}</source>
        <translation>{field}{value}</translation>
    </message>
    <message>
        <source>{field}: {known} of {present} understood</source>
        <translation>{field}：识别 {known}/{present}</translation>
    </message>
    <message>
        <source>{field}: {value}</source>
        <translation>{field}：{value}</translation>
    </message>
    <message>
        <source>{figures}; the codes of patches outside carry no village.</source>
        <translation>{figures}；范围外图斑的空间码不含村代码。</translation>
    </message>
    <message>
        <source>{figures}; {n} of {m} patches are less than {least} covered and cannot turn green.</source>
        <translation>{figures}；{m} 个图斑中 {n} 个覆盖不足 {least}，不会是绿码。</translation>
    </message>
    <message>
        <source>{file} cannot be read ({reason}): copy the folder from the phone again.</source>
        <translation>{file} 无法读取（{reason}）：请从手机重新复制文件夹。</translation>
    </message>
    <message>
        <source>{file} cannot be unfolded ({reason}): copy it from the phone again.</source>
        <translation>{file} 无法解压（{reason}）：请从手机重新复制。</translation>
    </message>
    <message>
        <source>{file} cannot be written ({why}): check free disk space and the folder's rights.</source>
        <translation>{file} 无法写入（{why}）：请检查磁盘空间和文件夹权限。</translation>
    </message>
    <message>
        <source>{file} cannot be written: check the folder's rights.</source>
        <translation>{file} 无法写入：请检查文件夹权限。</translation>
    </message>
    <message>
        <source>{file} could not be written: {reason}</source>
        <translation>{file} 无法写入：{reason}</translation>
    </message>
    <message>
        <source>{file} has no categories: add one row for each.</source>
        <translation>{file} 没有类别：请每个类别写一行。</translation>
    </message>
    <message>
        <source>{file} has no ending that tells a format: use .xlsx or .csv.</source>
        <translation>{file} 的扩展名不能说明格式：请用 .xlsx 或 .csv。</translation>
    </message>
    <message>
        <source>{file} has no ending that tells a format: use .xlsx or .pdf.</source>
        <translation>{file}的扩展名不能确定格式：请用.xlsx或.pdf。</translation>
    </message>
    <message>
        <source>{file} has no ending that tells a format: use .xlsx, .csv, .gpkg or .shp.</source>
        <translation>{file} 的扩展名不能确定格式：请用 .xlsx、.csv、.gpkg 或 .shp。</translation>
    </message>
    <message>
        <source>{file} holds other data ({layer}) that would be lost: choose another file name.</source>
        <translation>{file} 中有其他数据（{layer}），写入会丢失：请另取文件名。</translation>
    </message>
    <message>
        <source>{file} holds “{name}”, which leads out of its folder: it is no field package.</source>
        <translation>{file} 中的“{name}”指向文件夹之外：不是外业任务包。</translation>
    </message>
    <message>
        <source>{file} in {folder} cannot be read ({reason}): copy the folder from the phone again.</source>
        <translation>{folder} 中的 {file} 无法读取（{reason}）：请从手机重新复制文件夹。</translation>
    </message>
    <message>
        <source>{file} is a database of another program: Gengdi leaves it alone; choose a new file name for the workspace.</source>
        <translation>{file} 是其他程序的数据库，耕地智保不会改动：请为工作库另取文件名。</translation>
    </message>
    <message>
        <source>{file} is damaged ({reason}): copy the folder from the phone again.</source>
        <translation>{file} 已损坏（{reason}）：请从手机重新复制文件夹。</translation>
    </message>
    <message>
        <source>{file} is missing in {folder}: copy the whole folder from the phone again.</source>
        <translation>{folder} 中缺少 {file}：请从手机重新复制整个文件夹。</translation>
    </message>
    <message>
        <source>{file} is missing; the work can be read without it.</source>
        <translation>缺少 {file}；不影响读取成果。</translation>
    </message>
    <message>
        <source>{file} is not a SQLite file, so it cannot be a workspace: choose another file.</source>
        <translation>{file} 不是 SQLite 文件，不能作为工作库：请另选文件。</translation>
    </message>
    <message>
        <source>{file} is not the manifest of a field package: choose the folder of the package.</source>
        <translation>{file} 不是任务包清单：请选择任务包的文件夹。</translation>
    </message>
    <message>
        <source>{file} is open in another program ({why}): close it there or choose another name, then try again.</source>
        <translation>{file} 已在其他程序中打开（{why}）：请关闭或另取文件名后重试。</translation>
    </message>
    <message>
        <source>{file} lies beside it</source>
        <translation>旁边有 {file}</translation>
    </message>
    <message>
        <source>{file} unfolds to {size} MB in {n} files, which is too much for a field package.</source>
        <translation>{file} 解压后有 {n} 个文件、{size} MB，超出任务包的合理大小。</translation>
    </message>
    <message>
        <source>{file} was changed since the package was written; the work is read as it is.</source>
        <translation>{file} 在任务包生成后被改动；成果按现状读取。</translation>
    </message>
    <message>
        <source>{file}, line {line}: every line needs a day like 2027-02-06 in column day, and holiday or makeup in column kind.</source>
        <translation>{file} 第 {line} 行：day 列须为 2027-02-06 形式的日期，kind 列须为 holiday 或 makeup。</translation>
    </message>
    <message>
        <source>{file}, line {line}: “{value}” in {column} is no number as Gengdi's own has it.</source>
        <translation>{file} 第 {line} 行：{column} 列的“{value}”不是本插件自带表中那样的数字。</translation>
    </message>
    <message>
        <source>{file}, row {row}: {why}</source>
        <translation>{file} 第 {row} 行：{why}</translation>
    </message>
    <message>
        <source>{file}: a label is written as .png, .svg or .pdf: choose one of these.</source>
        <translation>{file}：标签只能保存为.png、.svg或.pdf，请改选其中一种。</translation>
    </message>
    <message>
        <source>{file}: findings of this workspace use the categories {keys} of the set “{set}”: keep these rows, or give the new set another name.</source>
        <translation>{file}：本工作库的核查结果用到“{set}”中的类别 {keys}，请保留这些行，或给新分类另起名称。</translation>
    </message>
    <message>
        <source>{file}: notices are written as .pdf.</source>
        <translation>{file}：通知书只能写成.pdf。</translation>
    </message>
    <message>
        <source>{file}: patch sheets are written as .pdf.</source>
        <translation>{file}：图斑核查表须为 .pdf。</translation>
    </message>
    <message>
        <source>{file}: the columns {columns} are not there; start from Gengdi's own table.</source>
        <translation>{file}：缺少列 {columns}；请以本插件自带的表为模板。</translation>
    </message>
    <message>
        <source>{file}: the first row must name the columns {columns}; {missing} is missing.</source>
        <translation>{file}：首行须写明列名 {columns}，缺少 {missing}。</translation>
    </message>
    <message>
        <source>{file}: time lines are written as .pdf.</source>
        <translation>{file}：时间轴只能写成.pdf。</translation>
    </message>
    <message>
        <source>{first} And {n} more.</source>
        <translation>{first}另有 {n} 项。</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} 至 {last}</translation>
    </message>
    <message>
        <source>{folder} holds a field package of another workspace: choose a new folder.</source>
        <translation>{folder} 是另一工作库的任务包：请另选新文件夹。</translation>
    </message>
    <message>
        <source>{folder} is a file: choose a new folder for the package.</source>
        <translation>{folder} 是文件：请为任务包另选新文件夹。</translation>
    </message>
    <message>
        <source>{folder} is no field package: {file} is missing. Choose the folder that was copied back from the phone, whole.</source>
        <translation>{folder} 不是外业任务包：缺少 {file}。请选择从手机完整复制回来的文件夹。</translation>
    </message>
    <message>
        <source>{found} found, {doubtful} doubtful, {missing} missing.</source>
        <translation>已找到 {found} 个，存疑 {doubtful} 个，缺少 {missing} 个。</translation>
    </message>
    <message>
        <source>{gaps} piece(s) of farmland in no village patrol unit ({gap_m2} m²), {overlaps} in several ({overlap_m2} m²).</source>
        <translation>{gaps} 处耕地不在任何村级巡查责任区（{gap_m2} 平方米），{overlaps} 处重叠（{overlap_m2} 平方米）。</translation>
    </message>
    <message>
        <source>{ground}, {width} m wide</source>
        <translation>{ground}，宽 {width} m</translation>
    </message>
    <message>
        <source>{id} is Gengdi's own rule set and always stays: choose another name.</source>
        <translation>{id} 是耕地智保自带的规则集，始终保留，请另取名称。</translation>
    </message>
    <message>
        <source>{id}, version {version}, sha256 {hash} · example, not an official rule</source>
        <translation>{id}，第 {version} 版，sha256 {hash} · 示例规则，非官方规定</translation>
    </message>
    <message>
        <source>{id}, version {version}, {n} rules, sha256 {hash}. Example, not an official rule. Each number with its source stands at the foot of every list.</source>
        <translation>{id}，第 {version} 版，{n} 条规则，sha256 {hash}。示例规则，非官方规定。每项数值及其来源列于各清单末尾。</translation>
    </message>
    <message>
        <source>{inputs}: only in the earlier run.</source>
        <translation>{inputs}：仅前一次筛查使用。</translation>
    </message>
    <message>
        <source>{inputs}: only in the later run.</source>
        <translation>{inputs}：仅后一次筛查使用。</translation>
    </message>
    <message>
        <source>{kind}: {n}</source>
        <translation>{kind}：{n}</translation>
    </message>
    <message>
        <source>{last} is before {first}, the day from which it is valid</source>
        <translation>{last} 早于起始日 {first}</translation>
    </message>
    <message>
        <source>{layers} layers, {n} features</source>
        <translation>{layers} 个图层，共 {n} 个要素</translation>
    </message>
    <message>
        <source>{layer} ({n})</source>
        <translation>{layer}（{n}）</translation>
    </message>
    <message>
        <source>{layer} changed: {before} m², then {after} m² in this patch.</source>
        <translation>{layer}有变化：本图斑内先为 {before} m²，后为 {after} m²。</translation>
    </message>
    <message numerus="yes">
        <source>{layer}: %n selected</source>
        <translation><numerusform>{layer}：选中 %n 个</numerusform></translation>
    </message>
    <message>
        <source>{layer}: about {patches} of the patches, about {area} of their area (from a sample)</source>
        <translation>{layer}：约覆盖 {patches} 的图斑、{area} 的面积（抽样）</translation>
    </message>
    <message>
        <source>{layer}: {feature}</source>
        <translation>{layer}：{feature}</translation>
    </message>
    <message>
        <source>{layer}: {fields}</source>
        <translation>{layer}：{fields}</translation>
    </message>
    <message>
        <source>{layer}: {patches} of the patches, {area} of their area</source>
        <translation>{layer}：覆盖 {patches} 的图斑、{area} 的面积</translation>
    </message>
    <message>
        <source>{least}–{most} m²</source>
        <translation>{least}–{most} m²</translation>
    </message>
    <message>
        <source>{lon}, {lat}</source>
        <translation>{lon}, {lat}</translation>
    </message>
    <message>
        <source>{looked} {found}</source>
        <translation>{looked}{found}</translation>
    </message>
    <message>
        <source>{m2} m² ({mu} mu)</source>
        <translation>{m2} m²（{mu} 亩）</translation>
    </message>
    <message>
        <source>{mark} other than Gengdi's own rule set</source>
        <translation>{mark} 与自带规则集不同</translation>
    </message>
    <message>
        <source>{measure}: {done} of {area} m² done</source>
        <translation>{measure}：已完成{done}/{area}平方米</translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation>{names} 等，另有 {n} 个</translation>
    </message>
    <message>
        <source>{name} ({duty})</source>
        <translation>{name}（{duty}）</translation>
    </message>
    <message>
        <source>{name} ({n})</source>
        <translation>{name}（{n}）</translation>
    </message>
    <message>
        <source>{name} is not in office today: choose another person, or correct the term.</source>
        <translation>{name} 今日不在任期内：请另选责任人或更正任期。</translation>
    </message>
    <message>
        <source>{name} keeps what is recorded and takes no new cases after the last day. Hand running cases over.</source>
        <translation>{name} 的已有记录予以保留，最后一天之后不再接收新图斑。在办图斑请转办。</translation>
    </message>
    <message>
        <source>{name} {m2} m²</source>
        <translation>{name} {m2} m²</translation>
    </message>
    <message>
        <source>{name} · {duty} · {unit} · {n} case(s)</source>
        <translation>{name} · {duty} · {unit} · 在办 {n} 件</translation>
    </message>
    <message>
        <source>{name} · {n} patches</source>
        <translation>{name} · {n} 个图斑</translation>
    </message>
    <message>
        <source>{name}: the image {value} cannot be read: check the path.</source>
        <translation>{name}：影像{value}无法读取，请检查路径。</translation>
    </message>
    <message>
        <source>{name}: {read} of {named} vector layers can be read ({value}): check the path.</source>
        <translation>{name}：{named} 个矢量图层中只能读取 {read} 个（{value}）：请检查路径。</translation>
    </message>
    <message>
        <source>{name}: {values}</source>
        <translation>{name}：{values}</translation>
    </message>
    <message>
        <source>{name}: “{text}” is no day; write it like 2026-12-01.</source>
        <translation>{name}：“{text}”不是日期，请写成 2026-12-01 的形式。</translation>
    </message>
    <message>
        <source>{n} are as before</source>
        <translation>{n} 个无变化</translation>
    </message>
    <message>
        <source>{n} are new</source>
        <translation>{n} 个为新增</translation>
    </message>
    <message>
        <source>{n} are no longer among the patches</source>
        <translation>{n} 个已不在图斑之列</translation>
    </message>
    <message>
        <source>{n} changed colour</source>
        <translation>{n} 个变了颜色</translation>
    </message>
    <message>
        <source>{n} changed in figures only</source>
        <translation>{n} 个仅数值变化</translation>
    </message>
    <message>
        <source>{n} changed their reason</source>
        <translation>{n} 个变了原因</translation>
    </message>
    <message>
        <source>{n} item(s) shown: {late} overdue, {unjudged} wait for judgement.</source>
        <translation>显示 {n} 项：超期 {late} 项，待研判 {unjudged} 项。</translation>
    </message>
    <message>
        <source>{n} of them of no source in the layers.</source>
        <translation>其中 {n} 个不属于图层中的污染源。</translation>
    </message>
    <message>
        <source>{n} of {all} change(s), newest first. Double click shows the place.</source>
        <translation>共 {all} 条变更，显示 {n} 条，最新在前。双击可定位。</translation>
    </message>
    <message>
        <source>{n} of {total} patches change: {released} yellow → green, {held} green → yellow.</source>
        <translation>{total} 个图斑中 {n} 个有变化：黄转绿 {released} 个，绿转黄 {held} 个。</translation>
    </message>
    <message>
        <source>{n} open</source>
        <translation>在办 {n}</translation>
    </message>
    <message>
        <source>{n} open problems, {late} overdue.</source>
        <translation>未结问题 {n}，超期 {late}。</translation>
    </message>
    <message>
        <source>{n} open problems, {late} overdue. Next: judge or assign them.</source>
        <translation>未结问题 {n} 个，超期 {late} 个。下一步：研判或派发。</translation>
    </message>
    <message>
        <source>{n} outlets name no permit that is known.</source>
        <translation>{n} 个排放口找不到对应的许可证。</translation>
    </message>
    <message>
        <source>{n} overdue</source>
        <translation>超期 {n}</translation>
    </message>
    <message>
        <source>{n} patches are selected: choose at most {most}, or run the algorithm Dossier of places.</source>
        <translation>已选{n}个图斑：最多选{most}个，或运行算法“地块档案”。</translation>
    </message>
    <message>
        <source>{n} patches have no day of the after image: rule set {id} is applied to them, though its days are limited.</source>
        <translation>{n} 个图斑没有后时相日期：规则集 {id} 虽限定期间，仍对其适用。</translation>
    </message>
    <message>
        <source>{n} patches have the number or spatial code “{patch}”: give one patch number, spatial code or uid.</source>
        <translation>监测编号或空间码为“{patch}”的图斑有{n}个：请给出唯一的监测编号、空间码或uid。</translation>
    </message>
    <message>
        <source>{n} patches near it</source>
        <translation>邻近图斑 {n}</translation>
    </message>
    <message>
        <source>{n} patches of the workspace are “{patch}”: name the finding's patch, import again.</source>
        <translation>工作库中有 {n} 个图斑为“{patch}”：请指明该核查记录的图斑后重新导入。</translation>
    </message>
    <message>
        <source>{n} patches of {name} are in {folder}: copy the whole folder to the phone.</source>
        <translation>{name} 的 {n} 个图斑已写入 {folder}：请把整个文件夹复制到手机。</translation>
    </message>
    <message>
        <source>{n} people are called “{person}”; give the uid of one of them: {people}.</source>
        <translation>有 {n} 人名为“{person}”，请用其标识：{people}。</translation>
    </message>
    <message>
        <source>{n} running case(s) shown: {late} overdue, {soon} due within three days.</source>
        <translation>显示在办 {n} 件：超期 {late} 件，三日内到期 {soon} 件。</translation>
    </message>
    <message>
        <source>{n} selected: {area}</source>
        <translation>所选 {n} 个：{area}</translation>
    </message>
    <message>
        <source>{n} sources</source>
        <translation>污染源 {n} 家</translation>
    </message>
    <message>
        <source>{n} sources have a permit that has run out. Next: raise a problem for them.</source>
        <translation>{n} 家污染源的许可证已过期。下一步：为其新增问题。</translation>
    </message>
    <message>
        <source>{n} to judge</source>
        <translation>待研判 {n}</translation>
    </message>
    <message>
        <source>{n} to verify</source>
        <translation>待核查 {n}</translation>
    </message>
    <message>
        <source>{n} to verify: select one to see why it is yellow. Next: record findings, export the verification list, print patch sheets.</source>
        <translation>待核查 {n} 个：选中一个可看黄码原因。下一步：录入核查结果，导出核查清单，打印图斑核查表。</translation>
    </message>
    <message>
        <source>{n} verdicts could not be recomputed: the rule text of their run cannot be read.</source>
        <translation>{n} 条判定无法复算：其规则文本不可读。</translation>
    </message>
    <message>
        <source>{n} × {decision}</source>
        <translation>{decision} {n}</translation>
    </message>
    <message>
        <source>{n}: {code}</source>
        <translation>{n}：{code}</translation>
    </message>
    <message>
        <source>{parts}.</source>
        <translation>{parts}。</translation>
    </message>
    <message>
        <source>{patch} is marked for a second look.</source>
        <translation>图斑 {patch} 已标记待复看。</translation>
    </message>
    <message>
        <source>{patch} is not sent: {why}.</source>
        <translation>图斑 {patch} 未派发：{why}。</translation>
    </message>
    <message>
        <source>{patch} is “{state}”: a document does not change that here.</source>
        <translation>图斑 {patch} 现为“{state}”，补录手续不会改变它。</translation>
    </message>
    <message>
        <source>{patch} is “{state}”: it cannot be sent to an inspector now.</source>
        <translation>图斑 {patch} 现为“{state}”，不能派发核查。</translation>
    </message>
    <message>
        <source>{patch} released with {number}.</source>
        <translation>图斑 {patch} 凭 {number} 放行。</translation>
    </message>
    <message>
        <source>{patch} sent to {name}, due {day}.</source>
        <translation>图斑 {patch} 已派发给{name}，{day} 到期。</translation>
    </message>
    <message>
        <source>{patch} skipped.</source>
        <translation>已跳过图斑 {patch}。</translation>
    </message>
    <message>
        <source>{patch} stays {code} although {number} was entered: {why}.</source>
        <translation>已录入 {number}，图斑 {patch} 仍为{code}：{why}。</translation>
    </message>
    <message>
        <source>{patch} was looked at again: the mark is gone.</source>
        <translation>图斑 {patch} 已复看，标记已取消。</translation>
    </message>
    <message>
        <source>{patch}: document {number} was not entered. {why}</source>
        <translation>图斑 {patch}：手续 {number} 未录入。{why}</translation>
    </message>
    <message>
        <source>{patch}: the document is being screened; go on meanwhile.</source>
        <translation>图斑 {patch}：手续正在复筛，可继续审查。</translation>
    </message>
    <message>
        <source>{place} of {all} · decided {decided}</source>
        <translation>第 {place} / {all} 个 · 已定 {decided}</translation>
    </message>
    <message>
        <source>{place}: {area}. The document enters the workspace as an approval, and the patch is screened again; it turns green only when the rules say so.</source>
        <translation>{place}：{area}。手续将作为用地审批范围进入工作库，图斑随即复筛；只有符合规则才会变绿。</translation>
    </message>
    <message>
        <source>{red} red, {amber} amber, {green} green.</source>
        <translation>红 {red} 项，黄 {amber} 项，绿 {green} 项。</translation>
    </message>
    <message>
        <source>{role}: {layers}</source>
        <translation>{role}:{layers}</translation>
    </message>
    <message>
        <source>{rule}: {fault}</source>
        <translation>{rule}：{fault}</translation>
    </message>
    <message>
        <source>{said}: {note}</source>
        <translation>{said}：{note}</translation>
    </message>
    <message>
        <source>{sentence} {note}</source>
        <translation>{sentence}{note}</translation>
    </message>
    <message>
        <source>{share} % of the time is over: {step} is due on {day} ({level}).</source>
        <translation>期限已过 {share}%：{step}应于 {day} 完成（{level}）。</translation>
    </message>
    <message>
        <source>{shown} of {all} patches, {area}</source>
        <translation>显示 {shown}/{all} 个图斑，{area}</translation>
    </message>
    <message>
        <source>{shown} of {all} sources, {expired} with an expired permit.</source>
        <translation>显示 {shown}/{all} 家污染源，许可证过期 {expired} 家。</translation>
    </message>
    <message>
        <source>{state} ({who}, {when}). {said}</source>
        <translation>{state}（{who}，{when}）。{said}</translation>
    </message>
    <message>
        <source>{state}. {said}</source>
        <translation>{state}。{said}</translation>
    </message>
    <message>
        <source>{step}: {title}</source>
        <translation>{step}：{title}</translation>
    </message>
    <message>
        <source>{step}…</source>
        <translation>{step}…</translation>
    </message>
    <message>
        <source>{table}, patch {patch}: {told}.</source>
        <translation>{table}，图斑{patch}：{told}。</translation>
    </message>
    <message>
        <source>{table}, row {uid}: {column} names {named}, which is not in table {other}.</source>
        <translation>{table}，行{uid}：{column}所指的{named}不在表{other}中。</translation>
    </message>
    <message>
        <source>{table}, row {uid}: {told}.</source>
        <translation>{table}，行{uid}：{told}。</translation>
    </message>
    <message>
        <source>{title} failed: {error}</source>
        <translation>“{title}”未能完成：{error}</translation>
    </message>
    <message>
        <source>{title} was cancelled.</source>
        <translation>“{title}”已取消。</translation>
    </message>
    <message>
        <source>{title} …</source>
        <translation>{title}……</translation>
    </message>
    <message>
        <source>{title}: running.</source>
        <translation>{title}：运行中。</translation>
    </message>
    <message>
        <source>{title}: {state}, {time}.</source>
        <translation>{title}：{state}，用时 {time}。</translation>
    </message>
    <message>
        <source>{total} patches screened, {yellow} of them yellow.</source>
        <translation>已筛查 {total} 个图斑，其中黄码 {yellow} 个。</translation>
    </message>
    <message>
        <source>{total} screened, {green} released, {yellow} to verify. {when}, {who}.</source>
        <translation>筛查 {total} 个，放行 {green} 个，待核查 {yellow} 个。{when}，{who}。</translation>
    </message>
    <message>
        <source>{type} (no number)</source>
        <translation>{type}（无文号）</translation>
    </message>
    <message>
        <source>{type} (the whole layer)</source>
        <translation>{type}（整个图层）</translation>
    </message>
    <message>
        <source>{type} approves no use of land and can never be a proof.</source>
        <translation>{type}不是用地批准，任何时候都不得作为依据。</translation>
    </message>
    <message>
        <source>{type} is no approval type that Gengdi knows; known are {names}</source>
        <translation>耕地智保没有手续类型 {type}，可用的有 {names}</translation>
    </message>
    <message>
        <source>{type} is no proof in this rule set: make it one first.</source>
        <translation>{type}在本规则集中不作为依据，请先将其设为依据。</translation>
    </message>
    <message>
        <source>{type} is no proof of this rule set, so it has no term</source>
        <translation>{type} 在本规则集中不作为依据，没有期限</translation>
    </message>
    <message>
        <source>{type} is no proof, so it cannot authorise basic farmland</source>
        <translation>{type} 不作为依据，不得占用永久基本农田</translation>
    </message>
    <message>
        <source>{type} is no proof, so it counts for no change type: the list must be empty</source>
        <translation>{type} 不作为依据，对任何变化类型均无效，列表须为空</translation>
    </message>
    <message>
        <source>{type} stands twice</source>
        <translation>{type} 重复</translation>
    </message>
    <message>
        <source>{type} × {column}: {answer}</source>
        <translation>{type} × {column}：{answer}</translation>
    </message>
    <message>
        <source>{type}: {lead} leads, with {co}. (Example table, not official.)</source>
        <translation>{type}：{lead}牵头，{co}配合。(示例表，非官方规定)</translation>
    </message>
    <message>
        <source>{unit} ({code})</source>
        <translation>{unit}（{code}）</translation>
    </message>
    <message>
        <source>{unit}: {text}</source>
        <translation>{unit}：{text}</translation>
    </message>
    <message>
        <source>{used} ({origin})</source>
        <translation>{used}（{origin}）</translation>
    </message>
    <message>
        <source>{used}, “{layer}”, for example “{sample}”</source>
        <translation>{used}，图层“{layer}”，例如“{sample}”</translation>
    </message>
    <message>
        <source>{value} is not a code of an administrative unit (2 to 12 digits)</source>
        <translation>{value} 不是行政区代码（2 至 12 位数字）</translation>
    </message>
    <message>
        <source>{value} is not a day; write it as 2026-12-31</source>
        <translation>{value} 不是日期，请写成 2026-12-31</translation>
    </message>
    <message>
        <source>{value} is not allowed; allowed: {allowed}</source>
        <translation>{value} 不允许，允许的有：{allowed}</translation>
    </message>
    <message>
        <source>{value} is not allowed; it must be at least {least}</source>
        <translation>{value} 不允许，不得小于 {least}</translation>
    </message>
    <message>
        <source>{value} is not allowed; it must be from {least} to {most}</source>
        <translation>{value} 不允许，须在 {least} 至 {most} 之间</translation>
    </message>
    <message>
        <source>{value} is not allowed; it must be {wanted}</source>
        <translation>{value} 不允许，须为{wanted}</translation>
    </message>
    <message>
        <source>{value} stands twice</source>
        <translation>{value} 重复</translation>
    </message>
    <message>
        <source>{what} ({key})</source>
        <translation>{what} ({key})</translation>
    </message>
    <message>
        <source>{what} by another program ({at})</source>
        <translation>由其他程序{what}（{at}）</translation>
    </message>
    <message>
        <source>{what} by another program, without a trace of when</source>
        <translation>由其他程序{what}，时间不详</translation>
    </message>
    <message>
        <source>{when} ({who})</source>
        <translation>{when}（{who}）</translation>
    </message>
    <message>
        <source>{when} · {who} · {n} patches</source>
        <translation>{when} · {who} · {n} 个图斑</translation>
    </message>
    <message>
        <source>{why}: {reason}</source>
        <translation>{why}（{reason}）</translation>
    </message>
    <message>
        <source>{wind} ({degrees}°)</source>
        <translation>{wind}（{degrees}°）</translation>
    </message>
    <message>
        <source>— {name}</source>
        <translation>— {name}</translation>
    </message>
    <message>
        <source>“{action}” is not possible now.</source>
        <translation>现在不能“{action}”。</translation>
    </message>
    <message>
        <source>“{code}” is no code of a unit (6, 9 or 12 digits).</source>
        <translation>“{code}”不是单位代码（6、9 或 12 位）。</translation>
    </message>
    <message>
        <source>“{code}” is no code of a unit of level {level}: villages have 12 digits, towns 9, counties 6.</source>
        <translation>“{code}”不是{level}单位的代码：村级 12 位，乡镇级 9 位，县级 6 位。</translation>
    </message>
    <message>
        <source>“{code}” is no grid code of GB/T 39409-2020: it starts with N or S, a zone 01–60 and a band A–V, and has 4, 6, 7, 9, 11, 12, 14, 16, 18 or 20 characters.</source>
        <translation>“{code}”不是 GB/T 39409-2020 网格码：应以 N 或 S 开头，后接带号 01–60 和行号 A–V，长度为 4、6、7、9、11、12、14、16、18 或 20 个字符。</translation>
    </message>
    <message>
        <source>“{day}” is no day: write it like 2026-12-01.</source>
        <translation>“{day}”不是日期，请写成 2026-12-01 的形式。</translation>
    </message>
    <message>
        <source>“{decision}” is no decision of a conflict; use one of: {known}.</source>
        <translation>“{decision}”不是有效的裁定，请用：{known}。</translation>
    </message>
    <message>
        <source>“{decision}” is no decision of an audit; use one of: {known}.</source>
        <translation>“{decision}”不是认定意见；可用：{known}。</translation>
    </message>
    <message>
        <source>“{event}” cannot be taken back.</source>
        <translation>“{event}”不能撤回。</translation>
    </message>
    <message>
        <source>“{event}” is not possible while the case is “{state}”.</source>
        <translation>案件处于“{state}”状态时不能“{event}”。</translation>
    </message>
    <message>
        <source>“{event}” needs one of these levels: {levels}; it was given by “{level}”.</source>
        <translation>“{event}”须由以下层级之一办理：{levels}；现为“{level}”。</translation>
    </message>
    <message>
        <source>“{finding}” is no finding; use one of: {known}.</source>
        <translation>“{finding}”不是核查结果，请用：{known}。</translation>
    </message>
    <message>
        <source>“{key}” has no word in the column “chinese”.</source>
        <translation>“{key}”在“chinese”列没有名称。</translation>
    </message>
    <message>
        <source>“{key}” is no list; use one of: {known}.</source>
        <translation>“{key}”不是清单；可用：{known}。</translation>
    </message>
    <message>
        <source>“{layer}” belongs to the workspace: a document enters it through Cases, with its case. Draw in a layer of your own.</source>
        <translation>“{layer}”属于工作库，其中的手续须经“案件”菜单随案件录入：请在您自己的图层中绘制。</translation>
    </message>
    <message>
        <source>“{layer}” cannot be edited now: another program may hold it. Try again later.</source>
        <translation>“{layer}”暂时无法编辑：可能被其他程序占用，请稍后再试。</translation>
    </message>
    <message>
        <source>“{layer}” did not take the change; nothing was changed.</source>
        <translation>“{layer}”未接受修改；什么都没有改动。</translation>
    </message>
    <message>
        <source>“{layer}” has no coordinate system: set it in the layer's properties, then draw.</source>
        <translation>“{layer}”没有坐标系：请先在图层属性中设置，再绘制。</translation>
    </message>
    <message>
        <source>“{layer}” holds no polygons: choose a layer of approvals or discharge permits.</source>
        <translation>“{layer}”不是面图层：请选择用地审批或排污许可图层。</translation>
    </message>
    <message>
        <source>“{layer}” is filtered: boundaries outside the filter would be neither seen nor told. Take its filter off first.</source>
        <translation>“{layer}”设有过滤：过滤之外的边界既看不到也不会提示。请先取消过滤。</translation>
    </message>
    <message>
        <source>“{layer}” is no layer of approvals or discharge permits: give it that role first.</source>
        <translation>“{layer}”不是用地审批或排污许可图层：请先为其指定角色。</translation>
    </message>
    <message>
        <source>“{layer}” is not in edit mode: press Start Editing.</source>
        <translation>“{layer}”未开启编辑：请点“开始编辑”。</translation>
    </message>
    <message>
        <source>“{layer}” is read-only: switch that off under Project &gt; Properties &gt; Data Sources.</source>
        <translation>“{layer}”为只读：请在“工程 &gt; 属性 &gt; 数据源”中取消只读。</translation>
    </message>
    <message>
        <source>“{layer}” takes only single polygons, and this boundary has {n} parts.</source>
        <translation>“{layer}”只接受单部件多边形，而该边界有 {n} 块。</translation>
    </message>
    <message>
        <source>“{layer}” was removed: the boundary was not added.</source>
        <translation>“{layer}”已被移除：边界未加入。</translation>
    </message>
    <message>
        <source>“{layer}” {broken} broken and {empty} empty of {n}</source>
        <translation>“{layer}”{n} 个中 {broken} 个有错误、{empty} 个为空</translation>
    </message>
    <message>
        <source>“{layer}”, {date}: {n} parcels, {area}.</source>
        <translation>“{layer}”，{date}：{n} 个图斑，{area}。</translation>
    </message>
    <message>
        <source>“{level}” is no level; use one of: {known}.</source>
        <translation>“{level}”不是层级，请使用：{known}。</translation>
    </message>
    <message>
        <source>“{measure}” is no measure of rectification; use one of: {known}.</source>
        <translation>“{measure}”不是整改措施，请使用：{known}。</translation>
    </message>
    <message>
        <source>“{person}” has no patches on site any more.</source>
        <translation>“{person}”名下已没有在外业的图斑。</translation>
    </message>
    <message>
        <source>“{person}” has no patches on site. These have: {people}.</source>
        <translation>“{person}”名下没有在外业的图斑。名下有图斑的：{people}。</translation>
    </message>
    <message>
        <source>“{proof}” is no type of evidence; use one of: {known}.</source>
        <translation>“{proof}”不是举证类型，请用：{known}。</translation>
    </message>
    <message>
        <source>“{role}” is played by several layers; only “{layer}” will be used.</source>
        <translation>“{role}”由多个图层担任；只使用“{layer}”。</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>“{text}” is not known; known are: {known}.</source>
        <translation>无法识别“{text}”；可用的有：{known}。</translation>
    </message>
    <message>
        <source>“{unit}” is no unit code: type the 6 digits of a county, 9 of a town or 12 of a village.</source>
        <translation>“{unit}”不是单位代码：请输入县 6 位、乡镇 9 位或村 12 位代码。</translation>
    </message>
    <message>
        <source>“{unit}” is not the name of exactly one unit in the workspace; give its code.</source>
        <translation>“{unit}”不是工作库中唯一的单位名称：请输入代码。</translation>
    </message>
    <message>
        <source>“{value}” in the field “{field}” is not {wanted}.</source>
        <translation>“{field}”中的“{value}”不是{wanted}。</translation>
    </message>
    <message>
        <source>“{value}” in {field} is no date; write it like 2026-11-23.</source>
        <translation>{field}中的“{value}”不是日期：请写成 2026-11-23。</translation>
    </message>
    <message>
        <source>“{value}” is no area in m².</source>
        <translation>“{value}”不是以平方米计的面积。</translation>
    </message>
    <message>
        <source>“{value}” is no day of the term of {name}; write it like 2026-11-23.</source>
        <translation>“{value}”不是 {name} 任期的日期，请写成 2026-11-23 的形式。</translation>
    </message>
    <message>
        <source>“{value}” is no day; write it like 2026-11-23.</source>
        <translation>“{value}”不是日期，请按2026-11-23的形式填写。</translation>
    </message>
    <message>
        <source>• {name} ({host})</source>
        <translation>• {name}（{host}）</translation>
    </message>
    <message numerus="yes">
        <source>⚠ %n parcel(s) have no usable geometry and are not counted.</source>
        <translation><numerusform>⚠ %n 个图斑没有可用的图形，未计入。</numerusform></translation>
    </message>
    <message>
        <source>⚠ Parcels overlap: {area} are counted more than once.</source>
        <translation>⚠ 图斑相互重叠：{area} 被重复计入。</translation>
    </message>
    <message>
        <source>⚠ Units overlap: {area} are counted in the unit with the lower code.</source>
        <translation>⚠ 行政区相互重叠：{area} 计入代码较小的行政区。</translation>
    </message>
    <message>
        <source>⚠ {account}: features overlap by {area}, counted once.</source>
        <translation>⚠ {account}：要素相互重叠 {area}，只计一次。</translation>
    </message>
</context>
</TS>

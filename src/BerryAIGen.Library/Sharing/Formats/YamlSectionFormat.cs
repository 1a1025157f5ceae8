using System.Text;
using BerryAIGen.Library.Layouts.ComfyUi;

namespace BerryAIGen.Library.Sharing.Formats;

/// <summary>A section of its own in <c>extra_model_paths.yaml</c>; the others stay with their remarks.</summary>
internal sealed class YamlSectionFormat : ISettingsFormat
{
    public string Name => "yaml-section";

    public string Apply(SettingsEdit edit)
    {
        if (edit.Text.Trim().Length > 0)
            Require(edit, edit.Text, "ComfyUI cannot read it as it is");
        var title = $"berryaigen_{edit.Name}";
        var section = new StringBuilder($"{title}:\n");
        foreach (var (setting, folders) in edit.Folders)
        {
            section.Append($"  {setting.Key}: |\n");
            foreach (var folder in folders)
                section.Append($"    {folder}\n");
        }

        var text = Replace(edit.Text, title, section.ToString().ReplaceLineEndings(edit.LineEnd));
        Require(edit, text, "the new section cannot be read back");
        return text;
    }

    private static string Replace(string text, string title, string section)
    {
        var lines = text.Split('\n').ToList();
        var start = lines.FindIndex(line => line.StartsWith(title + ":", StringComparison.Ordinal));
        if (start < 0)
            return text.Length == 0 || text.EndsWith('\n') ? text + section : $"{text}\n{section}";
        var end = lines.FindIndex(start + 1, line => line.Length > 0 && !char.IsWhiteSpace(line[0]));
        lines.RemoveRange(start, (end < 0 ? lines.Count : end) - start);
        lines.InsertRange(start, section.TrimEnd('\n').Split('\n'));
        var joined = string.Join('\n', lines);
        return joined.EndsWith('\n') ? joined : joined + '\n';
    }

    // Remarks alone are nothing to ComfyUI, and it ends on that; with our section they are fine.
    private static void Require(SettingsEdit edit, string text, string what)
    {
        try
        {
            var found = new ExtraModelPaths(new SearchFolders([]), new PythonPaths(_ => null));
            found.Read(edit.File, text);
            if (found.Problems is [{ Line: not null } problem, ..])
                throw edit.Refuse($"{what}, {problem.Message}");
        }
        catch (YamlProblem problem)
        {
            throw edit.Refuse($"{what}, line {problem.Line}: {problem.Message}");
        }
    }
}

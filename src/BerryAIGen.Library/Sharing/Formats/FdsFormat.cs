namespace BerryAIGen.Library.Sharing.Formats;

/// <summary>SwarmUI's settings: indented names with a colon, lists with semicolons.</summary>
internal sealed class FdsFormat : ISettingsFormat
{
    private const string Section = "Paths:";

    public string Name => "fds";

    public string Apply(SettingsEdit edit)
    {
        // Lines keep the ends that they have.
        var lines = edit.Text.Length == 0 ? [] : edit.Text.Split('\n').ToList();
        if (lines is [.., ""])
            lines.RemoveAt(lines.Count - 1);
        if (edit.Root is { Key: { } root } all)
            Set(edit, lines, root, all.Default, [edit.Models]);
        foreach (var (setting, folders) in edit.Folders)
            Set(edit, lines, setting.Key!, setting.Default, [.. folders.Select(folder => Short(folder, edit))]);
        return string.Join('\n', lines) + "\n";
    }

    // Below one of the roots the name is enough.
    private static string Short(string folder, SettingsEdit edit) =>
        edit.Root is not null && folder.StartsWith(edit.Models + "/", StringComparison.Ordinal)
            ? folder[(edit.Models.Length + 1)..]
            : folder;

    private static void Set(
        SettingsEdit edit,
        List<string> lines,
        string key,
        string? usual,
        IReadOnlyList<string> folders
    )
    {
        if (folders.FirstOrDefault(folder => folder.Contains(';', StringComparison.Ordinal)) is { } odd)
            throw edit.Refuse($"\"{odd}\" holds a semicolon, which separates folders there");
        var tail = edit.LineEnd.TrimEnd('\n');
        var start = lines.FindIndex(line => line.TrimEnd('\r') == Section);
        if (start < 0)
        {
            lines.Add(Section + tail);
            start = lines.Count - 1;
        }

        var end = lines.FindIndex(start + 1, line => line.Length > 0 && !char.IsWhiteSpace(line[0]));
        end = end < 0 ? lines.Count : end;
        var index = lines.FindIndex(
            start,
            end - start,
            line => line.TrimStart().StartsWith(key + ":", StringComparison.Ordinal)
        );
        var known =
            index < 0 ? usual ?? "" : lines[index][(lines[index].IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        var list = known.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var value = string.Join(';', list.Concat(folders.Select(folder => folder.Replace("\\", "\\s"))).Distinct());
        var indent = index >= 0 ? lines[index][..^lines[index].TrimStart().Length] : IndentIn(lines, start, end);
        if (index >= 0)
            lines[index] = $"{indent}{key}: {value}{tail}";
        else
            lines.Insert(start + 1, $"{indent}{key}: {value}{tail}");
    }

    private static string IndentIn(List<string> lines, int start, int end) =>
        lines
            .Skip(start + 1)
            .Take(end - start - 1)
            .Where(line => line.Trim().Length > 0)
            .Select(line => line[..^line.TrimStart().Length])
            .FirstOrDefault(indent => indent.Length > 0)
        ?? "\t";
}

using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Sharing.Formats;

/// <summary>The line <c>COMMANDLINE_ARGS</c> of <c>webui-user.sh</c> or <c>webui-user.bat</c>.</summary>
internal sealed partial class ArgumentsFormat : ISettingsFormat
{
    // What the shell or the application's own splitting would take for something else.
    private static readonly char[] Special = ['\'', '"', '$', '`', '\\', '%', '!', '\n', '\r'];

    public string Name => "arguments";

    public string Apply(SettingsEdit edit)
    {
        var isBatch = edit.File.EndsWith(".bat", StringComparison.OrdinalIgnoreCase);
        var lines = edit.Text.Split('\n').ToList();
        var index = lines.FindLastIndex(line => (isBatch ? BatchLine() : ShellLine()).IsMatch(line));
        var old = index < 0 ? "" : ValueOf(edit, lines[index], isBatch);
        var arguments = old;
        foreach (var (setting, folders) in edit.Folders)
            arguments = Add(edit, arguments, setting.Key!, folders, isBatch);
        if (arguments == old)
            return edit.Text;
        var line = isBatch
            ? $"set COMMANDLINE_ARGS={arguments.Trim()}"
            : $"export COMMANDLINE_ARGS=\"{arguments.Trim()}\"";
        if (index >= 0)
            lines[index] = lines[index].EndsWith('\r') ? line + "\r" : line;
        else if (
            isBatch
            && lines.FindIndex(l => l.TrimStart().StartsWith("call ", StringComparison.OrdinalIgnoreCase))
                is >= 0
                    and var call
        )
            lines.Insert(call, line);
        else
            lines.Insert(lines.Count > 0 && lines[^1].Length == 0 ? lines.Count - 1 : lines.Count, line);
        var text = string.Join('\n', lines);
        return text.EndsWith('\n') ? text : text + "\n";
    }

    private static string Add(
        SettingsEdit edit,
        string arguments,
        string key,
        IReadOnlyList<string> folders,
        bool isBatch
    )
    {
        var folder = folders[0];
        if (folder.IndexOfAny(isBatch ? [.. Special.Except(['\\'])] : Special) >= 0)
            throw edit.Refuse($"\"{folder}\" holds a character that a start script cannot take");
        if (folders.Count > 1)
            edit.Notes.Add($"{key} takes one folder: {string.Join(", ", folders.Skip(1))} is not shared");
        var quoted = isBatch ? $"\"{folder}\"" : $"'{folder}'";
        var known = Regex.Match(arguments, $@"(?<=^|\s){Regex.Escape(key)}(?:\s+|=)('[^']*'|""[^""]*""|\S+)");
        if (!known.Success)
            return $"{arguments} {key} {quoted}";
        if (known.Groups[1].Value.Trim('\'', '"') != folder)
            edit.Notes.Add($"{key} is set already, to {known.Groups[1].Value}, and stays");
        return arguments;
    }

    private static string ValueOf(SettingsEdit edit, string line, bool isBatch)
    {
        var value = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();
        if (isBatch)
            return value.Contains('^', StringComparison.Ordinal) ? throw Odd(edit) : value;
        if (value.Length == 0)
            return "";
        // Only a plain text in double quotes is sure to mean what it shows.
        return value is ['"', .., '"'] && value[1..^1].IndexOfAny(['"', '`', '\\', '$']) < 0 && value.Length > 1
            ? value[1..^1]
            : throw Odd(edit);
    }

    private static LibraryException Odd(SettingsEdit edit) =>
        edit.Refuse(
            $"its COMMANDLINE_ARGS is more than a plain text; add to it yourself: {string.Join(' ', edit.Folders.Select(row => $"{row.Setting.Key} '{row.Folders[0]}'"))}"
        );

    [GeneratedRegex(@"^\s*(?:export\s+)?COMMANDLINE_ARGS=", RegexOptions.CultureInvariant)]
    private static partial Regex ShellLine();

    [GeneratedRegex(@"^\s*set\s+COMMANDLINE_ARGS=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BatchLine();
}

using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Layouts.ComfyUi;

/// <summary>Adds the folders of one <c>extra_model_paths.yaml</c>, as ComfyUI does when it starts.</summary>
/// <remarks>
/// Where ComfyUI ends with a Python error this notes a problem and goes on, so that a person sees all of them at once.
/// The behaviour is that of <c>utils/extra_config.py</c> and <c>folder_paths.py</c> in https://github.com/comfyanonymous/ComfyUI.
/// </remarks>
internal sealed partial class ExtraModelPaths(SearchFolders folders, PythonPaths paths)
{
    private const string BasePath = "base_path";
    private const string IsDefault = "is_default";
    private const long MaxBytes = 1 << 20;

    private readonly List<ExtraPathsProblem> _problems = [];
    private readonly List<string> _warnings = [];

    public IReadOnlyList<ExtraPathsProblem> Problems => _problems;

    public IReadOnlyList<string> Warnings => _warnings;

    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Read(string file)
    {
        file = Path.GetFullPath(file);
        try
        {
            if (new FileInfo(file).Length > MaxBytes)
                throw new YamlProblem(1, $"the file is larger than {MaxBytes >> 20} MiB and surely something else");
            Read(file, YamlText.Decode(File.ReadAllBytes(file)));
        }
        catch (YamlProblem problem)
        {
            _problems.Add(new ExtraPathsProblem(file, problem.Line, null, problem.Message));
        }
    }

    /// <summary>The same with a text that is not in the file yet.</summary>
    /// <exception cref="YamlProblem">The text is no YAML.</exception>
    public void Read(string file, string text)
    {
        switch (YamlReader.Read(text))
        {
            case YamlMap map:
                foreach (var (section, body) in map.Entries)
                    ReadSection(file, ((YamlScalar)section).Text, body);
                break;
            case null or YamlScalar { Kind: YamlKind.Null }:
                Note(
                    file,
                    null,
                    null,
                    "the file holds nothing, and ComfyUI ends on that; give it a section or remove it"
                );
                break;
            case YamlScalar { Kind: YamlKind.Text, Text: "" } or YamlList { Items: [] }:
                break;
            case var other:
                Note(file, other.Line, null, $"the file is {other.Describe()}; sections with a name are expected");
                break;
        }
    }

    private void ReadSection(string file, string section, YamlValue body)
    {
        if (
            body
            is YamlScalar { Kind: YamlKind.Null }
                or YamlScalar { Kind: YamlKind.Text, Text: "" }
                or YamlList { Items: [] }
        )
            return;
        if (body is not YamlMap map)
        {
            Note(file, body.Line, section, $"the section is {body.Describe()}; types with their folders are expected");
            return;
        }

        var given = map.Take(BasePath);
        if (given is not null and not YamlScalar { Kind: YamlKind.Text })
        {
            Note(
                file,
                given.Line,
                $"{section}.{BasePath}",
                $"the value is {given.Describe()}; a path is expected, in quotes if need be"
            );
            return;
        }

        if (given is YamlScalar { Text: var written } && written.Contains('\0', StringComparison.Ordinal))
        {
            NoteNull(file, given.Line, $"{section}.{BasePath}");
            return;
        }

        var start = given is YamlScalar text ? FolderOf(file, section, text) : null;
        var isDefault = map.Take(IsDefault) is { IsTruthy: true };
        foreach (var (type, value) in map.Entries)
            ReadType(file, section, (YamlScalar)type, value, start, isDefault);
    }

    private string FolderOf(string file, string section, YamlScalar given)
    {
        WarnOfDrive(file, section, BasePath, given.Text);
        var path = paths.Expand(given.Text);
        return PythonPaths.IsAbsolute(path) ? path : BesideFile(file, path);
    }

    private void ReadType(string file, string section, YamlScalar type, YamlValue value, string? start, bool isDefault)
    {
        if (value is not YamlScalar { Kind: YamlKind.Text } lines)
        {
            Note(
                file,
                value.Line,
                $"{section}.{type.Text}",
                $"the value is {value.Describe()}; text is expected, one folder a line"
            );
            return;
        }

        foreach (var line in lines.Text.Split('\n').Where(line => line.Length > 0))
        {
            // Python raises "embedded null byte" when ComfyUI looks into the folder.
            if (line.Contains('\0', StringComparison.Ordinal))
            {
                NoteNull(file, value.Line, $"{section}.{type.Text}");
                continue;
            }

            WarnOfDrive(file, section, type.Text, line);
            // An empty start cannot be: a relative one is beside the file by now.
            var path =
                start is not null ? PythonPaths.Join(start, line)
                : PythonPaths.IsAbsolute(line) ? line
                : BesideFile(file, line);
            folders.Add(type.Text, PythonPaths.Normalize(path), isDefault);
        }
    }

    private static string BesideFile(string file, string path) =>
        PythonPaths.Normalize(PythonPaths.Join(Path.GetDirectoryName(file)!, path));

    private void WarnOfDrive(string file, string section, string key, string path)
    {
        if (!OperatingSystem.IsWindows() && Drive().IsMatch(path))
            _warnings.Add(
                $"{file}, {section}.{key}: \"{path}\" is a path of Windows; here it is a folder of that name beside the file."
            );
    }

    private void NoteNull(string file, int line, string key) =>
        Note(file, line, key, "the path holds a null character, which no folder's name can have");

    private void Note(string file, int? line, string? key, string message) =>
        _problems.Add(new ExtraPathsProblem(file, line, key, message));

    [GeneratedRegex(@"^[A-Za-z]:(?:[\\/]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Drive();
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Sidecars;

/// <summary>All forms of sidecars: the shipped ones, and those of the user's folder over them by id.</summary>
public sealed partial class SidecarForms
{
    private const string ResourceFolder = "definitions/sidecars/";
    private readonly Dictionary<string, SidecarForm> _byId = new(StringComparer.Ordinal);
    private readonly List<string> _warnings = [];

    private SidecarForms() { }

    /// <summary>In the order in which they are asked.</summary>
    public IReadOnlyList<SidecarForm> All =>
        [.. _byId.Values.OrderBy(form => form.Order).ThenBy(form => form.Id, StringComparer.Ordinal)];

    /// <summary>Files of the user that were left out, with the reason; the others hold.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <param name="configurationFolder">Holds <c>definitions/sidecars/*.json</c>; null for none.</param>
    public static SidecarForms Load(string? configurationFolder)
    {
        var forms = new SidecarForms();
        var assembly = typeof(SidecarForms).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(IsForm))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            forms.Add(stream);
        }

        var folder = configurationFolder is null ? null : Path.Combine(configurationFolder, ResourceFolder);
        if (Directory.Exists(folder))
            forms.AddUserFiles(folder);
        return forms;
    }

    /// <summary>The form by its id or an alias, of an application that can be written for.</summary>
    /// <exception cref="LibraryException">There is none, or it is only read; the message lists those that can be written.</exception>
    public SidecarForm GetWritable(string name)
    {
        var wanted = name.Trim();
        var form = All.FirstOrDefault(form =>
            form.Aliases.Append(form.Id).Contains(wanted, StringComparer.OrdinalIgnoreCase)
        );
        if (form is { Write.Count: > 0, File: not null })
            return form;
        var known = string.Join(", ", All.Where(other => other.Write.Count > 0).Select(other => other.Id));
        throw new LibraryException(
            FailureCode.Usage,
            form is null
                ? $"There are no sidecars called \"{name}\"; use one of {known}."
                : $"The sidecars of {form.Name} are read and not written; use one of {known}."
        );
    }

    private static bool IsForm(string resource) =>
        resource.Replace('\\', '/').StartsWith(ResourceFolder, StringComparison.Ordinal);

    private void AddUserFiles(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                using var stream = File.OpenRead(path);
                Add(stream);
            }
            catch (Exception ex) when (ex is JsonException or IOException or UnauthorizedAccessException)
            {
                _warnings.Add($"The sidecars described in {path} are left out: {ex.Message}");
            }
        }
    }

    private void Add(Stream stream)
    {
        var form =
            JsonSerializer.Deserialize(stream, SidecarFormJson.Default.SidecarForm)
            ?? throw new JsonException("the file holds null.");
        if (form.SchemaVersion != 1)
            throw new JsonException($"schemaVersion is {form.SchemaVersion}; 1 is expected.");
        if (!Id().IsMatch(form.Id))
            throw new JsonException($"\"{form.Id}\" is no id: lower-case letters, digits and hyphens are expected.");
        if (form.File is { } file && (!Template().IsMatch(file) || form.Marks.Count == 0))
            throw new JsonException($"\"{file}\" must be {{name}} or {{base}} and an ending, and needs marks.");
        // A preview or a sidecar lies beside its file and nowhere else.
        if (form.Previews.FirstOrDefault(ending => !Ending().IsMatch(ending)) is { } strange)
            throw new JsonException($"\"{strange}\" is no ending.");
        _byId[form.Id] = form;
    }

    [GeneratedRegex("^[a-z0-9]+(?:-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [GeneratedRegex(@"^\{(?:name|base)\}(?:[.][\w-]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Template();

    [GeneratedRegex(@"^(?:[.][\w-]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Ending();
}

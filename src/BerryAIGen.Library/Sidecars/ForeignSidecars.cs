using System.Text.Json;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Library.Sidecars;

/// <summary>What the applications wrote beside model files: read in all their forms, written in most.</summary>
public sealed class ForeignSidecars
{
    internal ForeignSidecars(SidecarForms forms) => Forms = forms;

    public SidecarForms Forms { get; }

    internal ReadOnlyRoots? ReadOnly { get; init; }

    /// <summary>All that lies beside a file: its facts, whoever says them, ours first.</summary>
    /// <param name="filePath">The model file.</param>
    /// <param name="isThere">Knows which files there are; null to look for each.</param>
    public FoundSidecars Read(string filePath, Func<string, bool>? isThere = null)
    {
        var facts = new SidecarFacts();
        List<(string, string)> found = [];
        List<string> problems = [];
        foreach (var form in Forms.All)
        {
            if (form.PathFor(filePath) is not { } path || path == filePath || isThere?.Invoke(path) == false)
                continue;
            try
            {
                if (ForeignSidecar.Open(path) is not { } document || !ForeignSidecar.IsOf(form, document))
                    continue;
                found.Add((form.Id, path));
                ForeignSidecar.Read(form, document, facts);
            }
            catch (Exception ex) when (ex is JsonException or IOException or UnauthorizedAccessException)
            {
                problems.Add($"{path} cannot be read: {ex.Message}");
            }
        }

        return new FoundSidecars(facts, found, [.. problems.Distinct()]);
    }

    /// <summary>The preview picture that each application would show, where it would show one.</summary>
    public IReadOnlyList<(string Application, string Path)> FindPreviews(string filePath) =>
        [
            .. Forms
                .All.Select(form => (form.Id, Path: PreviewFiles.Find(filePath, form.Previews)))
                .Where(found => found.Path is not null)
                .Select(found => (found.Id, found.Path!)),
        ];

    /// <summary>Writes the sidecar of an application, from all that is known of the file.</summary>
    /// <param name="filePath">The model file.</param>
    /// <param name="form">The application's form, from <see cref="SidecarForms.GetWritable"/>.</param>
    public WrittenSidecar Write(string filePath, SidecarForm form) => new SidecarWriter(this).Write(filePath, form);
}

/// <summary>What lies beside a file.</summary>
/// <param name="Facts">What it says.</param>
/// <param name="Sidecars">Whose sidecars there are, and where.</param>
/// <param name="Problems">Those that could not be read, one sentence each.</param>
public sealed record FoundSidecars(
    SidecarFacts Facts,
    IReadOnlyList<(string Application, string Path)> Sidecars,
    IReadOnlyList<string> Problems
);

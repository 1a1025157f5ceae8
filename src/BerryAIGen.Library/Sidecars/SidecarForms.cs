using System.Text.Json;
using System.Text.RegularExpressions;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Library.Sidecars;

/// <summary>All forms of sidecars: the shipped ones, and those of the user's folder over them by id.</summary>
public sealed partial class SidecarForms
{
    private readonly DefinitionFiles<SidecarForm> _files;

    private SidecarForms(DefinitionFiles<SidecarForm> files) => _files = files;

    /// <summary>In the order in which they are asked.</summary>
    public IReadOnlyList<SidecarForm> All =>
        [.. _files.ById.Values.OrderBy(form => form.Order).ThenBy(form => form.Id, StringComparer.Ordinal)];

    /// <summary>Files of the user that were left out, with the reason; the others hold.</summary>
    public IReadOnlyList<string> Warnings => _files.Warnings;

    /// <param name="configurationFolder">Holds <c>definitions/sidecars/*.json</c>; null for none.</param>
    public static SidecarForms Load(string? configurationFolder) =>
        new(
            DefinitionFiles<SidecarForm>.Load(
                "sidecars",
                "form of sidecars",
                configurationFolder,
                SidecarFormJson.Default.SidecarForm,
                Check
            )
        );

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

    private static void Check(SidecarForm form)
    {
        if (form.File is { } file && (!Template().IsMatch(file) || form.Marks.Count == 0))
            throw new JsonException($"\"{file}\" must be {{name}} or {{base}} and an ending, and needs marks.");
        // A preview or a sidecar lies beside its file and nowhere else.
        if (form.Previews.FirstOrDefault(ending => !Ending().IsMatch(ending)) is { } strange)
            throw new JsonException($"\"{strange}\" is no ending.");
    }

    [GeneratedRegex(@"^\{(?:name|base)\}(?:[.][\w-]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Template();

    [GeneratedRegex(@"^(?:[.][\w-]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Ending();
}

using System.Collections.Frozen;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Unpacking;
using BerryAIGen.Library.Layouts;

namespace BerryAIGen.Library.Naming;

/// <summary>
/// What a list may call a file, for a list may be a stranger's: a model, an archive of models, or what belongs beside
/// them; never what an application runs or is set up by, and nothing of our own records.
/// </summary>
internal sealed class ListedNames(LayoutCatalog layouts)
{
    // Of models that are folders: weights of other frameworks and the words of tokenizers.
    private static readonly FrozenSet<string> FolderEndings = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        [
            ".msgpack",
            ".onnx_data",
            ".data",
            ".pb",
            ".h5",
            ".ot",
            ".tflite",
            ".mlmodel",
            ".model",
            ".jinja",
            ".tiktoken",
            ".bpe",
            ".spm",
        ]
    );

    // Texts without an ending that repositories have.
    private static readonly FrozenSet<string> Texts = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ["LICENSE", "LICENCE", "NOTICE", "README"]
    );

    // ComfyUI runs what lies in it, whatever it is called.
    private const string ProgramFolder = "custom_nodes";

    // Settings of one application, and in a folder that is one model a part of it.
    private const string SharedName = "config.json";

    private readonly FrozenSet<string> _settings = layouts
        .Layouts.SelectMany(layout =>
            new[] { layout.Search?.SettingsFile, layout.Sharing?.File, layout.Sharing?.WindowsFile }
        )
        .OfType<string>()
        .Where(path => path.Length > 0)
        .Select(path => path.Split('/')[^1])
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a file may not be called so; null when it may.</summary>
    /// <param name="path">Its name, or its path below a folder, with <c>/</c>.</param>
    public string? FindRefusal(string path)
    {
        var parts = path.Split('/');
        var name = parts[^1];
        if (FindFolderRefusal(path) is { } why)
            return why;
        if (_settings.Contains(name) && (parts.Length == 1 || name != SharedName))
            return "and that is an application's settings";
        if (name.EndsWith(Sidecar.Ending, StringComparison.OrdinalIgnoreCase))
            return "and that is a record, which nobody else writes";
        return IsEnding(name) ? null : "and that is no name of a model, of an archive or of what belongs to one";
    }

    /// <summary>Why no models are put into a folder of this path; null when they may be.</summary>
    public static string? FindFolderRefusal(string path)
    {
        var parts = path.Split('/');
        return Array.Find(parts, part => part.StartsWith('.')) is { } hidden
                ? $"and \"{hidden}\" is hidden or belongs to a program"
            : parts.Contains(ProgramFolder, StringComparer.OrdinalIgnoreCase) ? $"and {ProgramFolder} holds programs"
            : null;
    }

    private static bool IsEnding(string name) =>
        Texts.Contains(name)
        || ModelNames.HasEnding(name)
        || ArchiveOffer.IsArchive(name)
        || ModelUnit.HasCompanionEnding(name)
        || FolderEndings.Contains(Path.GetExtension(name));
}

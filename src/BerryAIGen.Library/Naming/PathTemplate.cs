using System.Text.RegularExpressions;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Naming;

/// <summary>Sub-folders below a type's folder, such as <c>{base_model}/{first_tag}</c>.</summary>
public sealed partial class PathTemplate
{
    private const string NoTags = "no tags";

    private static readonly Dictionary<string, Func<RemoteFile, string?>> Fields = new(StringComparer.Ordinal)
    {
        ["base_model"] = file => file.BaseModel,
        ["first_tag"] = file => file.Tags.Count > 0 ? file.Tags[0] : NoTags,
        ["author"] = file => file.Creator,
        ["creator"] = file => file.Creator,
        ["name"] = file => file.ModelName,
        ["model_name"] = file => file.ModelName,
        ["model_type"] = file => file.ModelType,
        ["version_name"] = file => file.VersionName,
        ["model_id"] = file => file.ModelId?.ToString(),
        ["version_id"] = file => file.VersionId?.ToString(),
    };

    private readonly string[] _parts;

    private PathTemplate(string[] parts) => _parts = parts;

    /// <summary>Reads a template; <c>/</c> separates folders, <c>{…}</c> is replaced by what is known of the file.</summary>
    /// <exception cref="LibraryException">A field is unknown (the message lists those that exist) or a part leaves the folder.</exception>
    public static PathTemplate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (Match field in Field().Matches(text))
        {
            if (!Fields.ContainsKey(field.Groups[1].Value))
                throw new LibraryException(
                    FailureCode.Usage,
                    $"The template has no field {field.Value}; there are {string.Join(", ", Fields.Keys.Select(key => $"{{{key}}}"))}."
                );
        }

        var parts = text.Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Array.TrueForAll(parts, FileNames.IsSafeComponent)
            ? new PathTemplate(parts)
            : throw new LibraryException(
                FailureCode.Policy,
                $"The template \"{text}\" leaves the folder; name folders below it."
            );
    }

    /// <summary>The relative path for one file, <c>/</c> between its parts; a part that comes out empty is left out.</summary>
    /// <param name="file">What is known of the file.</param>
    /// <param name="replacesBlanks">Embeddings: their names are words of a prompt, where a blank ends a word.</param>
    /// <param name="baseModelNames">Other words for base models; null for none.</param>
    public string Render(
        RemoteFile file,
        bool replacesBlanks = false,
        IReadOnlyDictionary<string, string>? baseModelNames = null
    )
    {
        if (file.BaseModel is { } baseModel && baseModelNames?.GetValueOrDefault(baseModel) is { } name)
            file = file with { BaseModel = name };
        var folders = _parts.Select(part => FileNames.Clean(Fill(part, file))).Where(folder => folder.Length > 0);
        var path = string.Join('/', folders);
        return replacesBlanks ? path.Replace(' ', '_') : path;
    }

    private static string Fill(string part, RemoteFile file) =>
        Field().Replace(part, field => Fields[field.Groups[1].Value](file) ?? "");

    [GeneratedRegex(@"\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Field();
}

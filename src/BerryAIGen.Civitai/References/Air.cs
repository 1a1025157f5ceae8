using System.Diagnostics.CodeAnalysis;

namespace BerryAIGen.Civitai.References;

/// <summary>
/// Civitai's identifier of a resource, <c>urn:air:{ecosystem}:{type}:{source}:{id}[@{version}][+{fileId}][.{format}]</c>.
/// </summary>
/// <remarks>Grammar: https://developer.civitai.com/site/guide/air and the parser of the package @civitai/client.</remarks>
public sealed record Air
{
    /// <summary>The root ecosystem in lower case (<c>sdxl</c>), null when the text has none.</summary>
    public string? Ecosystem { get; init; }

    /// <summary>The type in lower case (<c>checkpoint</c>, <c>lora</c>), null when the text has none.</summary>
    public string? Type { get; init; }

    /// <summary>Where the id is from, in lower case: <c>civitai</c>, <c>huggingface</c>, <c>orchestrator</c> …</summary>
    public required string Source { get; init; }

    /// <summary>The id in the source, its case kept: a model's number on Civitai.</summary>
    public required string Id { get; init; }

    /// <summary>The version in the source, its case kept; null when the text names none.</summary>
    public string? Version { get; init; }

    /// <summary>The file on Civitai, null when the text names none.</summary>
    public FileId? FileId { get; init; }

    /// <summary>The format in lower case, null when the text names none; Civitai never writes one.</summary>
    public string? Format { get; init; }

    /// <summary>The model on Civitai, null for other sources and for ids that are no number.</summary>
    public ModelId? ModelId => IsCivitai && IdNumber.TryParse(Id, out var number) ? new ModelId(number) : null;

    /// <summary>The version on Civitai, null for other sources and where none is named.</summary>
    public ModelVersionId? VersionId =>
        IsCivitai && IdNumber.TryParse(Version, out var number) ? new ModelVersionId(number) : null;

    private bool IsCivitai => Source == "civitai";

    /// <summary>The AIR that Civitai itself writes for a model of its own.</summary>
    /// <param name="baseModel">The version's base model, <c>SDXL 1.0</c>; an unknown one gives its letters and digits.</param>
    /// <param name="modelType">The model's type, <c>LORA</c>; one without an AIR word gives <c>unknown</c>.</param>
    /// <param name="model">The model.</param>
    /// <param name="version">The version, null to name the model only.</param>
    /// <param name="file">The file, null to name no file.</param>
    /// <param name="fileType">The file's type; <c>UNet</c> and <c>Diffusion Model</c> outrank the model's type.</param>
    public static Air ForModel(
        string? baseModel,
        string? modelType,
        ModelId model,
        ModelVersionId? version = null,
        FileId? file = null,
        string? fileType = null
    ) =>
        new()
        {
            Ecosystem = AirWords.EcosystemOf(baseModel),
            Type = AirWords.TypeOf(modelType, fileType),
            Source = "civitai",
            Id = model.ToString(),
            Version = version?.ToString(),
            FileId = file,
        };

    /// <summary>Reads an AIR; <c>urn:</c>, <c>air:</c>, ecosystem and type may be missing.</summary>
    /// <exception cref="FormatException">The text is no AIR.</exception>
    public static Air Parse(string text) =>
        TryParse(text, out var air)
            ? air
            : throw new FormatException(
                $"\"{text}\" is not an AIR; urn:air:sdxl:lora:civitai:123@456 would be one of a model and its version."
            );

    /// <summary>Reads an AIR of any case; false for anything else.</summary>
    /// <remarks>The grammar is wide without <c>urn:air:</c>: <c>localhost:80</c> is an AIR too. Look at the source.</remarks>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Air? air)
    {
        air = text is null ? null : AirGrammar.Read(text);
        return air is not null;
    }

    /// <summary>The canonical text, with <c>urn:air:</c> and without what is unknown.</summary>
    public override string ToString() =>
        "urn:air:"
        + Prefix(Ecosystem)
        + Prefix(Type)
        + $"{Source}:{Id}"
        + (Version is null ? "" : "@" + Version)
        + (FileId is { } file ? "+" + file : "")
        + (Format is null ? "" : "." + Format);

    private static string Prefix(string? part) => part is null ? "" : part + ":";
}

using BerryAIGen.Library.Conversion;

namespace BerryAIGen.Cli.Output;

/// <summary>A converted file.</summary>
internal sealed record ConvertDocument
{
    public required string Path { get; init; }

    public required string Sha256 { get; init; }

    public required long Size { get; init; }

    public required int TensorCount { get; init; }

    public required string Source { get; init; }

    public required string SourceSha256 { get; init; }

    public required IReadOnlyList<string> LeftOut { get; init; }

    public required IReadOnlyList<string> Messages { get; init; }

    public string? Sidecar { get; init; }

    public bool WasThere { get; init; }

    public static ConvertDocument From(ConvertedFile file) =>
        new()
        {
            Path = file.Path,
            Sha256 = file.Sha256,
            Size = file.SizeBytes,
            TensorCount = file.TensorCount,
            Source = file.Source,
            SourceSha256 = file.SourceSha256,
            LeftOut = file.LeftOut,
            Messages = file.Messages,
            Sidecar = file.Sidecar,
            WasThere = file.WasThere,
        };
}

using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Identification;

namespace BerryAIGen.Cli.Output;

/// <summary>What a local file is by its bytes.</summary>
internal sealed record InspectDocument
{
    public required string Path { get; init; }

    public required string Container { get; init; }

    public required bool Valid { get; init; }

    public InspectError? Error { get; init; }

    public string Type { get; init; } = "unknown";

    public string Base { get; init; } = "unknown";

    public string? Arch { get; init; }

    public string? Format { get; init; }

    public string? Variant { get; init; }

    public IReadOnlyList<string> Contents { get; init; } = [];

    public int? TensorCount { get; init; }

    public long? Parameters { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    public required IReadOnlyList<string> Why { get; init; }

    public static InspectDocument From(InspectedFile file) =>
        new()
        {
            Path = file.Path,
            Container = file.IsFolder ? "diffusers" : Word(file.Container),
            Valid = file.Error is null,
            Error = file.Error is { } error ? new InspectError(error.Rule, error.Message) : null,
            Type = file.Identity.Type,
            Base = file.Identity.Base,
            Arch = file.Identity.Arch,
            Format = file.Identity.Format,
            Variant = file.Identity.Variant,
            Contents = file.Identity.Contents,
            TensorCount = file.TensorCount,
            Parameters = file.ParameterCount,
            Metadata = file.Metadata,
            Why = [.. file.Identity.Why, .. file.Why],
        };

    // The contract names the containers of models; everything else is unknown there.
    private static string Word(Container container) =>
        container switch
        {
            IO.Containers.Container.Safetensors => "safetensors",
            IO.Containers.Container.Gguf => "gguf",
            IO.Containers.Container.Onnx => "onnx",
            IO.Containers.Container.Pickle => "pickle",
            IO.Containers.Container.Zip => "zip",
            _ => "unknown",
        };
}

internal sealed record InspectError(string Rule, string Message);

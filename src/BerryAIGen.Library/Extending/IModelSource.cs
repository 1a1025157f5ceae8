namespace BerryAIGen.Library.Extending;

/// <summary>A source of models that a plug-in brings. Needs a constructor without parameters.</summary>
public interface IModelSource
{
    /// <summary>Lower-case letters, digits and hyphens; begins the ids of its models.</summary>
    string Name { get; }

    /// <summary>What it has. Asked when the server starts and every hour from then on; a failure leaves its models as they were and stops no other source.</summary>
    Task<IReadOnlyList<OfferedModel>> DiscoverAsync(CancellationToken cancellationToken);

    /// <summary>Where a model is downloaded from, in any form that <c>berry download</c> takes.</summary>
    Task<string> GetDownloadUrlAsync(string modelId, CancellationToken cancellationToken);
}

/// <summary>A rule that a plug-in brings: models that break it do not come into the library. Needs a constructor without parameters.</summary>
public interface IModelValidator
{
    /// <summary>For messages.</summary>
    string Name { get; }

    /// <summary>Judges a model before it is downloaded.</summary>
    Task<ValidationResult> ValidateAsync(OfferedModel model, CancellationToken cancellationToken);

    /// <summary>Judges a file that was downloaded or brought, before it gets its name among the models; it must not be changed.</summary>
    Task<ValidationResult> ValidateFileAsync(ArrivedFile file, CancellationToken cancellationToken) =>
        Task.FromResult(ValidationResult.Fine);
}

/// <summary>A file that is not in the library yet.</summary>
/// <param name="Path">Where its bytes are now.</param>
/// <param name="Name">What it will be called.</param>
public sealed record ArrivedFile(string Path, string Name);

/// <param name="Valid">Whether it may come into the library.</param>
/// <param name="Issues">Why not, one sentence each.</param>
public sealed record ValidationResult(bool Valid, IReadOnlyList<string> Issues)
{
    public static ValidationResult Fine { get; } = new(true, []);
}

/// <summary>A model as a source offers it. What it does not know is null.</summary>
/// <param name="Id">The source's own name of it.</param>
/// <param name="Name">For a person.</param>
public sealed record OfferedModel(string Id, string Name)
{
    public string Description { get; init; } = "";

    /// <summary><c>gguf</c>, <c>safetensors</c> …</summary>
    public string? Format { get; init; }

    public long? SizeBytes { get; init; }

    /// <summary>64 hex digits.</summary>
    public string? Sha256 { get; init; }

    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>What is downloaded, once it is known.</summary>
    public string? DownloadUrl { get; init; }
}

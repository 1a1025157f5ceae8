namespace BerryAIGen.Library.Downloads;

/// <summary>Where files go; null members fall back to the settings, then to <c>MODELS_DIR</c>, then to <c>./models</c>.</summary>
public sealed record DownloadTarget
{
    public static readonly DownloadTarget Default = new();

    /// <summary>Exactly this folder, whatever the type; layout and root are then not asked.</summary>
    public string? Folder { get; init; }

    /// <summary>The folder whose record tells of what goes to <see cref="Folder"/>; null for that folder itself.</summary>
    internal string? RecordRoot { get; init; }

    /// <summary>
    /// A folder below the models folder instead of the layout's, such as <c>llama-cpp</c>: for what is no business of the
    /// application that the layout is of.
    /// </summary>
    public string? Below { get; init; }

    /// <summary>The layout's id or one of its aliases.</summary>
    public string? Layout { get; init; }

    /// <summary>The application's folder or its models folder.</summary>
    public string? Root { get; init; }

    /// <summary>The kind of folder, such as <c>checkpoints</c>; overrules what the types say.</summary>
    public string? ModelType { get; init; }

    /// <summary>Sub-folders below the type's folder, such as <c>{base_model}/{first_tag}</c>; null for none.</summary>
    public string? Template { get; init; }

    /// <summary>The file's name instead of the source's; only for a request of one file.</summary>
    public string? FileName { get; init; }
}

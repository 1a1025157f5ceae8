namespace BerryAIGen.Library.Companions;

/// <summary>A file that a model needs beside it.</summary>
/// <param name="Role">What it is to the model: "the T5-XXL text encoder".</param>
/// <param name="Folder">The id of its folder in the layout <c>comfyui</c>.</param>
public sealed record ModelCompanion(string Role, string Folder)
{
    /// <summary>The file that is here, of those that will do; null when none is.</summary>
    public string? Path { get; init; }

    /// <summary>The name of the file that is proposed, or that is here.</summary>
    public required string File { get; init; }

    /// <summary>Where the proposed file is handed out.</summary>
    public required Uri Address { get; init; }

    /// <summary>64 hex digits.</summary>
    public required string Sha256 { get; init; }

    public long? SizeBytes { get; init; }

    /// <summary>For whom it is needed; null for everybody.</summary>
    public string? When { get; init; }
}

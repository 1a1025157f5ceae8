using System.Collections.Frozen;
using BerryAIGen.IO.Recipes;

namespace BerryAIGen.Library.Pictures.Matching;

/// <summary>Which folders hold models of which type: a checkpoint of a LoRA's name is another model.</summary>
internal static class ResourceFolders
{
    // By the ids of folders in the layouts; what stands in none of them may be anything.
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["checkpoints"] = ResourceTypes.Checkpoint,
        ["diffusion_models"] = ResourceTypes.Checkpoint,
        ["loras"] = ResourceTypes.Lora,
        ["embeddings"] = ResourceTypes.Embedding,
        ["hypernetworks"] = ResourceTypes.Hypernetwork,
        ["vae"] = ResourceTypes.Vae,
        ["text_encoders"] = ResourceTypes.TextEncoder,
        ["clip_vision"] = ResourceTypes.ClipVision,
        ["controlnet"] = ResourceTypes.ControlNet,
        ["upscale_models"] = ResourceTypes.Upscaler,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a file of that folder can be the model that a picture names.</summary>
    /// <param name="type">One of <see cref="ResourceTypes"/>, or a program's own word.</param>
    /// <param name="folder">The id of the folder; null when nobody knows it.</param>
    public static bool Fits(string type, string? folder) =>
        folder is null || !Types.TryGetValue(folder, out var held) || AreAlike(type, held);

    /// <summary>Whether two words for types can mean one model.</summary>
    /// <param name="type">One of <see cref="ResourceTypes"/>, or a program's own word, of which nobody knows what it means.</param>
    /// <param name="other">The same of a file; null when nobody knows.</param>
    public static bool AreAlike(string type, string? other) =>
        other is null || !Types.Values.Contains(other) || Plain(type) == other || !Types.Values.Contains(Plain(type));

    private static string Plain(string type) => type == ResourceTypes.Refiner ? ResourceTypes.Checkpoint : type;
}

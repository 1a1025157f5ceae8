using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>What a collection holds. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/collections">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<CollectionType>))]
public readonly record struct CollectionType(string Value) : IWord<CollectionType>
{
    /// <summary>Models.</summary>
    public static CollectionType Model { get; } = new("Model");

    /// <summary>Articles.</summary>
    public static CollectionType Article { get; } = new("Article");

    /// <summary>Posts.</summary>
    public static CollectionType Post { get; } = new("Post");

    /// <summary>Images.</summary>
    public static CollectionType Image { get; } = new("Image");

    /// <summary>Three-dimensional models.</summary>
    public static CollectionType Model3D { get; } = new("Model3D");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<CollectionType> Known { get; } = [Model, Article, Post, Image, Model3D];

    static CollectionType IWord<CollectionType>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}

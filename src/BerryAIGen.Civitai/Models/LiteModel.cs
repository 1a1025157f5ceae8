using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>What a list view needs of a model; the rest of the answer is skipped, not kept.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/models">Civitai's documentation</seealso>
public sealed record LiteModel : IIdentified
{
    /// <summary>The model's number.</summary>
    public int Id { get; set; }

    /// <summary>The name its creator gave.</summary>
    public string? Name { get; set; }

    /// <summary>What kind of model it is.</summary>
    public ModelType Type { get; set; }

    /// <summary>Who made it; null for deleted accounts.</summary>
    [JsonConverter(typeof(MemberConverter<Creator>))]
    public Creator? Creator { get; set; }

    /// <summary>Downloads, thumbs and comments; null when not sent.</summary>
    [JsonConverter(typeof(MemberConverter<Stats>))]
    public Stats? Stats { get; set; }

    /// <summary>The base models of its versions, each once, newest version first.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> BaseModels { get; private set; } = [];

    /// <summary>The first preview of the newest version that has one; null when none has.</summary>
    [JsonIgnore]
    public ModelImage? Preview { get; private set; }

    /// <summary>The numbers of its versions, newest first.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> VersionIds { get; private set; } = [];

    [JsonInclude]
    [JsonPropertyName("modelVersions")]
    internal OpenList<LiteVersion> Versions
    {
        get;
        set
        {
            field = value;
            VersionIds = [.. value.Select(version => version.Id)];
            BaseModels = [.. value.Select(version => version.BaseModel).OfType<string>().Distinct()];
            Preview = value.Select(version => version.Image).FirstOrDefault(image => image is not null);
        }
    } = [];
}

/// <summary>What <see cref="LiteModel"/> reads of a version.</summary>
internal sealed record LiteVersion : IIdentified
{
    public int Id { get; set; }

    public string? BaseModel { get; set; }

    [JsonPropertyName("images")]
    [JsonConverter(typeof(FirstImageConverter))]
    public ModelImage? Image { get; set; }
}

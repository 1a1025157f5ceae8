using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai;

/// <summary>The words that the service uses today; it adds new ones without notice.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/enums">Civitai's documentation</seealso>
public sealed record ServiceWords : OpenRecord
{
    /// <summary>The kinds of model.</summary>
    [JsonPropertyName("ModelType")]
    public OpenList<string> ModelTypes { get; set; } = [];

    /// <summary>What files hold.</summary>
    [JsonPropertyName("ModelFileType")]
    public OpenList<string> ModelFileTypes { get; set; } = [];

    /// <summary>The base models that the site still offers.</summary>
    [JsonPropertyName("ActiveBaseModel")]
    public OpenList<string> ActiveBaseModels { get; set; } = [];

    /// <summary>All base models.</summary>
    [JsonPropertyName("BaseModel")]
    public OpenList<string> BaseModels { get; set; } = [];

    /// <summary>What base models are made for.</summary>
    [JsonPropertyName("BaseModelType")]
    public OpenList<string> BaseModelTypes { get; set; } = [];
}

using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai.Json;

/// <summary>The generated metadata of every type that crosses the wire.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    MaxDepth = 256,
    Converters = [typeof(TextConverter), typeof(MomentConverter)]
)]
[JsonSerializable(typeof(Results<Model>))]
[JsonSerializable(typeof(Results<LiteModel>))]
[JsonSerializable(typeof(Model))]
[JsonSerializable(typeof(LiteModel))]
[JsonSerializable(typeof(LiteVersion))]
[JsonSerializable(typeof(ModelVersion))]
[JsonSerializable(typeof(ModelVersion2))]
[JsonSerializable(typeof(OpenList<ModelVersion2>))]
[JsonSerializable(typeof(ModelFile))]
[JsonSerializable(typeof(FileMetadata))]
[JsonSerializable(typeof(Hashes))]
[JsonSerializable(typeof(ModelImage))]
[JsonSerializable(typeof(ImageMetadata))]
[JsonSerializable(typeof(ParentModel))]
[JsonSerializable(typeof(Creator))]
[JsonSerializable(typeof(Stats))]
[JsonSerializable(typeof(PageMetadata))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
internal sealed partial class CivitaiJson : JsonSerializerContext;

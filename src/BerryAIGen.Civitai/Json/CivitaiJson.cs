using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai.Json;

/// <summary>The generated metadata of every type that crosses the wire.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    MaxDepth = LenientJson.MaxDepth,
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
[JsonSerializable(typeof(MiniVersion))]
[JsonSerializable(typeof(VersionFee))]
[JsonSerializable(typeof(HashIds))]
[JsonSerializable(typeof(OpenList<HashIds>))]
[JsonSerializable(typeof(Image))]
[JsonSerializable(typeof(ImageStats))]
[JsonSerializable(typeof(NamedTag))]
[JsonSerializable(typeof(Results<Image>))]
[JsonSerializable(typeof(CreatorListing))]
[JsonSerializable(typeof(Results<CreatorListing>))]
[JsonSerializable(typeof(Tag))]
[JsonSerializable(typeof(Results<Tag>))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Results<User>))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(TokenSubject))]
[JsonSerializable(typeof(Author))]
[JsonSerializable(typeof(Article))]
[JsonSerializable(typeof(Results<Article>))]
[JsonSerializable(typeof(Collection))]
[JsonSerializable(typeof(Results<Collection>))]
[JsonSerializable(typeof(Vault))]
[JsonSerializable(typeof(VaultEnvelope))]
[JsonSerializable(typeof(VaultItem))]
[JsonSerializable(typeof(VaultFile))]
[JsonSerializable(typeof(VaultPage))]
[JsonSerializable(typeof(VaultCheck))]
[JsonSerializable(typeof(VaultToggle))]
[JsonSerializable(typeof(OpenList<VaultCheck>))]
[JsonSerializable(typeof(ServiceWords))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class CivitaiJson : JsonSerializerContext;

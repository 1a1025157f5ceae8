using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Orchestration;

namespace BerryAIGen.Civitai.Json;

/// <summary>The converter of each list; a table instead of reflection, so that trimming and AOT know them.</summary>
internal sealed class OpenListConverterFactory : JsonConverterFactory
{
    private static readonly Dictionary<Type, JsonConverter> Converters = new JsonConverter[]
    {
        new ValueListConverter<string>(TextConverter.Instance),
        new ValueListConverter<int>(IntegerConverter.Instance),
        new CommercialUseConverter(),
        new ObjectListConverter<Model>(),
        new ObjectListConverter<LiteModel>(),
        new ObjectListConverter<LiteVersion>(),
        new ObjectListConverter<ModelVersion>(),
        new ObjectListConverter<ModelVersion2>(),
        new ObjectListConverter<ModelFile>(),
        new ObjectListConverter<ModelImage>(),
        new ObjectListConverter<VersionFee>(),
        new ObjectListConverter<HashIds>(),
        new ObjectListConverter<Image>(),
        new ObjectListConverter<NamedTag>(),
        new ObjectListConverter<CreatorListing>(),
        new ObjectListConverter<Tag>(),
        new ObjectListConverter<User>(),
        new ObjectListConverter<Article>(),
        new ObjectListConverter<Collection>(),
        new ObjectListConverter<VaultItem>(),
        new ObjectListConverter<VaultFile>(),
        new ObjectListConverter<VaultCheck>(),
        new ValueListConverter<BuzzAccount>(new WordConverter<BuzzAccount>()),
        new ValueListConverter<CallbackType>(new WordConverter<CallbackType>()),
        new ObjectListConverter<Workflow>(),
        new ObjectListConverter<WorkflowCallback>(),
        new ObjectListConverter<Transaction>(),
        new ObjectListConverter<StepTemplate>(),
        new ObjectListConverter<WorkflowStep>(),
        new ObjectListConverter<StepJob>(),
        new ObjectListConverter<StepEventDetails>(),
        new ObjectListConverter<Resource>(),
        new ObjectListConverter<ResourceFee>(),
        new ObjectListConverter<Service>(),
    }.ToDictionary(converter => converter.Type!);

    public override bool CanConvert(Type typeToConvert) => Converters.ContainsKey(typeToConvert);

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        Converters.GetValueOrDefault(typeToConvert);
}

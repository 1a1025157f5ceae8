using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BerryAIGen.Generation.Forms.Shown;

namespace BerryAIGen.Toolkit.Api.Generation.Forms;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(CatalogueDocument))]
[JsonSerializable(typeof(LimitsDocument))]
[JsonSerializable(typeof(ShownForm))]
[JsonSerializable(typeof(CompiledDocument))]
[JsonSerializable(typeof(RemixDocument))]
[JsonSerializable(typeof(PresetsDocument))]
[JsonSerializable(typeof(PresetDocument))]
[JsonSerializable(typeof(PresetWish))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class FormApiJson : JsonSerializerContext;

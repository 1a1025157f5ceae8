using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BerryAIGen.Cli.Commands.Civitai;
using BerryAIGen.Cli.Demo;
using BerryAIGen.Library.Errors;

namespace BerryAIGen.Cli.Output;

/// <summary>Every document that <c>--json</c> can print.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CheckDocument))]
[JsonSerializable(typeof(CleanDocument))]
[JsonSerializable(typeof(AppDocument))]
[JsonSerializable(typeof(CompletionDocument))]
[JsonSerializable(typeof(ConfigurationDocument))]
[JsonSerializable(typeof(ConvertDocument))]
[JsonSerializable(typeof(DownloadDocument))]
[JsonSerializable(typeof(DuplicateDocument))]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(ExchangeDocument))]
[JsonSerializable(typeof(GraphDocument))]
[JsonSerializable(typeof(HashDocument))]
[JsonSerializable(typeof(IdentifyDocument))]
[JsonSerializable(typeof(ImageDocument))]
[JsonSerializable(typeof(ImageModelsDocument))]
[JsonSerializable(typeof(ImportDocument))]
[JsonSerializable(typeof(IndexDocument))]
[JsonSerializable(typeof(InspectDocument))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonListing))]
[JsonSerializable(typeof(KeptDocument))]
[JsonSerializable(typeof(LinkDocument))]
[JsonSerializable(typeof(ListDocument))]
[JsonSerializable(typeof(LockDocument))]
[JsonSerializable(typeof(OrganizeDocument))]
[JsonSerializable(typeof(PathsDocument))]
[JsonSerializable(typeof(ReferenceDocument))]
[JsonSerializable(typeof(RefreshDocument))]
[JsonSerializable(typeof(RootsDocument))]
[JsonSerializable(typeof(SandboxAddresses))]
[JsonSerializable(typeof(RollbackDocument))]
[JsonSerializable(typeof(ScanDocument))]
[JsonSerializable(typeof(SidecarDocument))]
[JsonSerializable(typeof(TypesDocument))]
[JsonSerializable(typeof(UpdateChoiceDocument))]
[JsonSerializable(typeof(UpdateDocument))]
[JsonSerializable(typeof(UpdatesDocument))]
[JsonSerializable(typeof(UploadsDocument))]
[JsonSerializable(typeof(WrittenSidecarDocument))]
internal sealed partial class BerryJson : JsonSerializerContext;

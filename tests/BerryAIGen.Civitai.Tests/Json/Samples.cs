using System.Text;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Orchestration;

namespace BerryAIGen.Civitai.Tests.Json;

/// <summary>Small answers in the service's shapes, made up for the tests.</summary>
internal static class Samples
{
    public const string File = """
        {"id":71,"sizeKB":12.5,"name":"a.safetensors","type":"Model","pickleScanResult":"Success",
         "pickleScanMessage":"No Pickle imports","virusScanResult":"Success","virusScanMessage":null,
         "scannedAt":"2025-02-03T04:05:06.789Z","metadata":{"format":"SafeTensor","size":"full","fp":"fp16"},
         "hashes":{"AutoV2":"AABBCCDDEE","SHA256":"AABBCCDDEE","AutoV3":"001122334455"},
         "downloadUrl":"https://civitai.com/api/download/models/21","primary":true}
        """;

    public const string Image = """
        {"id":91,"url":"https://image.example/91.jpeg","nsfwLevel":1,"width":512,"height":768,"hash":"U00","type":"image",
         "hasMeta":true,"onSite":false,"remixOfId":null,"meta":{"seed":"18446744073709551615","Clip skip":"2"}}
        """;

    public static readonly string Version = $$$"""
        {"id":21,"index":0,"name":"v1","baseModel":"SDXL 1.0","baseModelType":"Standard",
         "publishedAt":"2025-02-03T04:05:06.789Z","availability":"Public","nsfwLevel":3,"description":null,
         "trainedWords":["berry","a, b,"],"stats":{"downloadCount":null,"thumbsUpCount":4},
         "files":[{{{File}}},{{{File.Replace("71", "72")}}}],"images":[{{{Image}}},{{{Image.Replace("91", "92")}}}],
         "downloadUrl":"https://civitai.com/api/download/models/21","madeUpMember":{"kept":[1,"2"]}}
        """;

    public static readonly string Model = $$$"""
        {"id":11,"name":"Berry","description":"<p>\u00fc</p>","allowNoCredit":true,"allowCommercialUse":["Image","Sell"],
         "type":"LORA","nsfw":false,"nsfwLevel":3,"stats":{"downloadCount":5,"rating":4.5},
         "creator":{"username":"someone","image":null},"tags":["fruit","style"],
         "modelVersions":[{{{Version}}},{{{Version.Replace("\"id\":21", "\"id\":22")}}}],"cosmetic":null}
        """;

    public static readonly string Page = $$$"""
        {"items":[{{{Model}}},{{{Model.Replace("\"id\":11", "\"id\":12")}}},{{{Model.Replace(
            "\"id\":11",
            "\"id\":13"
        )}}}],
         "metadata":{"nextCursor":"1|2|3","nextPage":"https://civitai.com/api/v1/models?cursor=1%7C2%7C3"}}
        """;

    /// <summary>Answers of every kind, for the types of which nothing was recorded too.</summary>
    public static readonly IReadOnlyDictionary<string, (WireType Type, string Json)> Answers = new Dictionary<
        string,
        (WireType, string)
    >
    {
        ["models"] = (WireType.A(CivitaiJson.Default.ResultsModel), Page),
        ["models for a list view"] = (WireType.A(CivitaiJson.Default.ResultsLiteModel), Page),
        ["version"] = (WireType.A(CivitaiJson.Default.ModelVersion2), Version),
        ["versions by hash"] = (WireType.A(CivitaiJson.Default.OpenListModelVersion2), $"[{Version}]"),
        ["mini version"] = (
            WireType.A(CivitaiJson.Default.MiniVersion),
            """{"air":"urn:air:sdxl:lora:civitai:1@6","versionName":"v","modelName":"m","size":5,"downloadUrls":["u"],"hashes":{"SHA256":"AB"},"fees":[{"role":"version","amount":1.5}]}"""
        ),
        ["ids by hash"] = (
            WireType.A(CivitaiJson.Default.OpenListHashIds),
            """[{"modelVersionId":5,"modelId":4,"hash":"AB"},{"modelVersionId":6,"modelId":4,"hash":"AC"}]"""
        ),
        ["images"] = (
            WireType.A(CivitaiJson.Default.ResultsImage),
            $$$"""{"items":[{{{Image}}}],"metadata":{"nextCursor":5}}"""
        ),
        ["creators"] = (
            WireType.A(CivitaiJson.Default.ResultsCreatorListing),
            """{"items":[{"username":"a","modelCount":3,"link":"l"}],"metadata":{"totalItems":1,"nextPage":"p"}}"""
        ),
        ["tags"] = (
            WireType.A(CivitaiJson.Default.ResultsTag),
            """{"items":[{"name":"a","link":"l"}],"metadata":{"totalItems":0,"totalPages":1}}"""
        ),
        ["users"] = (
            WireType.A(CivitaiJson.Default.ResultsUser),
            """{"items":[{"id":5,"username":"a","avatarUrl":"u","avatarNsfw":"None"}]}"""
        ),
        ["me"] = (
            WireType.A(CivitaiJson.Default.Account),
            """{"id":5,"username":"a","tier":"gold","status":"active","isMember":true,"subscriptions":["x"],"subject":{"type":"apiKey","id":9}}"""
        ),
        ["articles"] = (
            WireType.A(CivitaiJson.Default.ResultsArticle),
            """{"items":[{"id":4,"title":"t","publishedAt":"2025-02-03T04:05:06.789Z","nsfwLevel":1,"stats":{"likeCount":1},"user":{"id":1,"username":"u"},"tags":[{"id":1,"name":"n","isCategory":true}],"coverImage":{"id":1,"url":"u","width":5}}],"metadata":{"nextCursor":"1|2"}}"""
        ),
        ["collections"] = (
            WireType.A(CivitaiJson.Default.ResultsCollection),
            """{"items":[{"id":4,"name":"t","type":"Model","nsfwLevel":1,"user":{"id":1,"username":"u"},"tags":[{"id":1,"name":"n"}],"image":{"id":1,"url":"u"}}],"metadata":{"nextCursor":5}}"""
        ),
        ["vault"] = (
            WireType.A(CivitaiJson.Default.VaultEnvelope),
            """{"vault":{"userId":1,"storageKb":5.5,"usedStorageKb":1,"meta":{},"updatedAt":"2025-02-03T04:05:06.789Z"}}"""
        ),
        ["vault items"] = (
            WireType.A(CivitaiJson.Default.VaultPage),
            """{"items":[{"id":7,"status":"Stored","modelVersionId":1,"modelSizeKb":2.5,"addedAt":"2025-02-03T04:05:06.789Z","files":[{"id":1,"sizeKB":2.5,"url":"u","displayName":"d"}]}],"totalItems":1,"totalPages":1}"""
        ),
        ["vault check"] = (
            WireType.A(CivitaiJson.Default.OpenListVaultCheck),
            """[{"modelVersionId":1,"vaultItem":{"id":5,"type":"LORA"}},{"modelVersionId":2,"vaultItem":null}]"""
        ),
        ["workflow"] = (
            WireType.A(OrchestrationJson.Default.Workflow),
            """{"id":"1-2","createdAt":"2026-08-10T22:37:15.659Z","status":"failed","tags":["a"],"steps":[{"$type":"imageGen","name":"$0","priority":"low","timeout":"00:20:00","status":"failed","input":{"engine":"gemini","seed":5},"output":{"images":[{"id":"a","available":false}]},"jobs":[{"id":"j","status":"failed","cost":60.5,"queuePosition":{"support":"available","precedingJobs":1}}],"preparation":{"resource":"urn:air:x","progress":0.5}}],"callbacks":[{"url":"https://example.com","type":["step:*"]}],"cost":{"base":0,"factors":{"base":60},"tips":{"civitai":1},"total":60},"transactions":{"list":[{"type":"debit","amount":60,"accountType":"blue"}],"insufficientBuzz":false},"currencies":["blue"],"nsfwLevel":"pg"}"""
        ),
        ["workflow page"] = (
            WireType.A(OrchestrationJson.Default.WorkflowPage),
            """{"next":"c","items":[{"id":"1","steps":[]},{"id":"2","steps":[{"$type":"echo"}]}]}"""
        ),
        ["template"] = (
            WireType.A(OrchestrationJson.Default.WorkflowTemplate),
            """{"steps":[{"$type":"echo","name":"a","retries":1,"input":{"message":"x"}}],"tips":{"civitai":0.5},"externalId":"e","currencies":["yellow"],"arguments":{"a":1}}"""
        ),
        ["picture input"] = (
            WireType.A(OrchestrationJson.Default.ImageGenInput),
            """{"engine":"flux2","prompt":{"$ref":"$arguments","path":"p"},"width":1024,"seed":9007199254740993,"images":["u",{"$ref":"a","path":"b"}],"cfgScale":3.5,"loras":{"urn:air:x":{"strength":1}},"newMember":[1]}"""
        ),
        ["blob"] = (
            WireType.A(OrchestrationJson.Default.Blob),
            """{"type":"image","id":"a","available":true,"url":"u","urlExpiresAt":"2026-08-11T00:15:34.184Z","nsfwLevel":"PG","width":5}"""
        ),
        ["resource"] = (
            WireType.A(OrchestrationJson.Default.Resource),
            """{"air":"urn:air:x","size":5,"hashes":{"sha256":"a"},"downloadUrls":["u"],"canGenerate":true,"fee":{"amount":1.5,"type":"perImageBuzz"},"availability":{"status":"available","more":1}}"""
        ),
        ["services"] = (
            WireType.A(OrchestrationJson.Default.ServicePage),
            """{"items":[{"id":"echo","category":"text","parameters":{},"tags":["a"],"modalities":{"input":["text"],"output":["text"]},"status":"available"}],"total":1}"""
        ),
        ["event"] = (
            WireType.A(OrchestrationJson.Default.WorkflowEvent),
            """{"$type":"workflow","workflowId":"w","status":"succeeded","timestamp":"2026-04-12T23:00:00.000Z","details":{"createdAt":"2026-04-12T22:58:12.000Z","steps":[{"name":"0","status":"succeeded","output":{"blobs":[]}}]}}"""
        ),
        ["vault toggle"] = (WireType.A(CivitaiJson.Default.VaultToggle), """{"success":true,"vaultId":5}"""),
    };

    public static T Read<T>(string json, JsonTypeInfo<T> type) => LenientJson.Read(Encoding.UTF8.GetBytes(json), type);
}

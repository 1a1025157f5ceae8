using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BerryAIGen.Benchmarks;

/// <summary>
/// A page of ten popular models with all their versions, files and images: a recorded one when it is at hand (in the
/// file that BERRY_BENCH_MODEL_PAGE names, or among the open cases beside the checkout), else one made like it.
/// </summary>
internal static class ModelPage
{
    private const string Variable = "BERRY_BENCH_MODEL_PAGE";
    private const string Recorded = "models-list__10-items-2025__stepwisecliche.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static byte[] Bytes() => Path() is { } path ? File.ReadAllBytes(path) : Made();

    private static string? Path()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "shared", "cases", "site-api", Recorded);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>The recorded page's proportions: 10 models, 113 versions, 191 files, 721 images, 80 KB of descriptions.</summary>
    private static byte[] Made()
    {
        var models = Enumerable.Range(1, 10).Select(id => Model(id));
        var page = new JsonObject
        {
            ["items"] = new JsonArray([.. models]),
            ["metadata"] = Json("""{"nextCursor":"1|2|3"}"""),
        };
        return Encoding.UTF8.GetBytes(page.ToJsonString(Indented));
    }

    private static JsonNode Model(int id)
    {
        var model = Json(
            """
            {"name":"Berry","allowNoCredit":true,"allowCommercialUse":["Image","RentCivit","Rent","Sell"],
             "allowDerivatives":true,"allowDifferentLicense":true,"type":"Checkpoint","minor":false,"sfwOnly":false,
             "poi":false,"nsfw":false,"nsfwLevel":31,"availability":"Public","cosmetic":null,"supportsGeneration":true,
             "stats":{"downloadCount":120034,"favoriteCount":0,"thumbsUpCount":4004,"thumbsDownCount":9,
             "commentCount":311,"ratingCount":0,"rating":0,"tippedAmountCount":12},
             "creator":{"username":"someone","image":"https://image.example/someone.jpeg"},"tags":["base model","fruit"]}
            """
        );
        model["id"] = id;
        model["description"] = new string('d', 8000);
        model["modelVersions"] = new JsonArray([
            .. Enumerable.Range(0, id <= 3 ? 12 : 11).Select(i => Version(100 * id + i)),
        ]);
        return model;
    }

    private static JsonNode Version(int id)
    {
        var version = Json(
            """
            {"index":0,"name":"v1","baseModel":"SDXL 1.0","baseModelType":"Standard","description":null,
             "publishedAt":"2024-01-08T04:52:42.578Z","availability":"Public","nsfwLevel":31,"trainedWords":[],
             "stats":{"downloadCount":120034,"ratingCount":0,"rating":0,"thumbsUpCount":4004,"thumbsDownCount":9},
             "supportsGeneration":true,"downloadUrl":"https://civitai.com/api/download/models/290640"}
            """
        );
        version["id"] = id;
        version["files"] = new JsonArray([
            .. Enumerable.Range(0, id % 10 < 7 ? 2 : 1).Select(i => OneFile(10 * id + i)),
        ]);
        version["images"] = new JsonArray([
            .. Enumerable.Range(0, id % 10 < 4 ? 7 : 6).Select(i => Image(10 * id + i)),
        ]);
        return version;
    }

    private static JsonNode OneFile(int id)
    {
        var file = Json(
            """
            {"sizeKB":6775430.712890625,"name":"berry_v1.safetensors","type":"Model","pickleScanResult":"Success",
             "pickleScanMessage":"No Pickle imports","virusScanResult":"Success","virusScanMessage":null,
             "scannedAt":"2024-01-08T04:52:42.578Z","metadata":{"format":"SafeTensor","size":"pruned","fp":"fp16"},
             "hashes":{"AutoV1":"E577480D","AutoV2":"67AB2FD8EC","CRC32":"CFAD6694","AutoV3":"E023C143436D",
             "SHA256":"67AB2FD8EC439A89B3FEDB15CC65F54336AF163C7EB5E4F2ACC98F090A29B0B3",
             "BLAKE3":"E0BB278C0127A4AC4267498174E0226D6A0A77A636BDF82B770CF05D5B85D3CA"},
             "downloadUrl":"https://civitai.com/api/download/models/290640","primary":true}
            """
        );
        file["id"] = id;
        return file;
    }

    private static JsonNode Image(int id)
    {
        var image = Json(
            """
            {"url":"https://image.example/xG1nkqKTMzGDvpLrqFT7WA/4790674c-e16d-4dc7-b384-af4381fcfa3f/width=1200/1.jpeg",
             "nsfwLevel":1,"width":1200,"height":1600,"hash":"UAGtHoRs0dxUKH;^J8OG0z%N{goN0MwM$%V=","type":"image",
             "minor":false,"poi":false,"hasMeta":false,"hasPositivePrompt":false,"onSite":false,"remixOfId":null}
            """
        );
        image["id"] = id;
        return image;
    }

    private static JsonNode Json(string json) => JsonNode.Parse(json)!;
}

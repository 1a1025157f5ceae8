using System.Text;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Civitai.Json;

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

    public static T Read<T>(string json, JsonTypeInfo<T> type) => LenientJson.Read(Encoding.UTF8.GetBytes(json), type);
}

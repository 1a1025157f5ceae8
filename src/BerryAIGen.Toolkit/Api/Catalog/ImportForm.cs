using System.Globalization;
using System.Text;
using BerryAIGen.Library;
using BerryAIGen.Library.Importing;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace BerryAIGen.Toolkit.Api.Catalog;

/// <summary>Reads what is to be imported: a body of JSON that names a file, or a form that holds it.</summary>
internal sealed class ImportForm
{
    private const int LongestField = 64 << 10;
    private const int MostFields = 64;
    private const int LongestText = 1 << 20;
    private const int LargestPreview = 16 << 20;

    private readonly Dictionary<string, List<string>> _fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _uploadPath;
    private readonly long _most;
    private string? _fileName;
    private byte[]? _preview;
    private int _count;
    private int _length;

    private ImportForm(string uploadPath, long most) => (_uploadPath, _most) = (uploadPath, most);

    /// <param name="context">The request.</param>
    /// <param name="import">Says where uploads go.</param>
    /// <param name="most">The longest upload, in bytes.</param>
    /// <param name="demand">May refuse; then nothing of an upload stays.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">It is neither, or larger than allowed, or refused, or there is no space.</exception>
    public static async Task<ImportRequest> ReadAsync(
        HttpContext context,
        ModelImport import,
        long most,
        Action<ImportRequest> demand,
        CancellationToken cancellationToken
    )
    {
        var type = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var parsed) ? parsed : null;
        if (type?.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) != true)
        {
            var question = await ReadQuestionAsync(context, cancellationToken);
            demand(question);
            return question;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = most;
        var form = new ImportForm(import.NewUploadPath(), most);
        if (
            context.Request.ContentLength is { } length
            && ModelImport.FindSpaceProblem(form._uploadPath, length) is { } noSpace
        )
            throw new LibraryException(noSpace);
        try
        {
            await form.ReadAsync(
                new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).Value ?? "", context.Request.Body),
                cancellationToken
            );
            var request = form.ToRequest();
            demand(request);
            return request;
        }
        catch (Exception problem) when (problem is InvalidDataException or ArgumentException)
        {
            File.Delete(form._uploadPath);
            throw new LibraryException(FailureCode.Usage, $"The form cannot be read: {problem.Message}", problem);
        }
        catch
        {
            // Half of a file is nobody's model.
            File.Delete(form._uploadPath);
            throw;
        }
    }

    private static async Task<ImportRequest> ReadQuestionAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var question = await JsonBody.ReadAsync<ImportQuestion>(context, cancellationToken);
        if (question is not { Path: { Length: > 0 } path })
            throw new LibraryException(
                FailureCode.Usage,
                "Send a form with the \"file\", or JSON with the \"path\" of a file on the server's machine."
            );
        return new ImportRequest
        {
            Path = path,
            FileName = question.FileName,
            Name = question.Name,
            ModelType = question.Type,
            BaseModel = question.BaseModel,
            Version = question.Version,
            TriggerWords = question.TriggerWords ?? [],
            PreviewPath = question.PreviewPath,
            InPlace = question.InPlace ?? false,
            AcceptsDanger = question.AllowUnsafe ?? false,
        };
    }

    private ImportRequest ToRequest()
    {
        if (_fileName is null)
            throw new LibraryException(FailureCode.Usage, "The form has no \"file\"; add the model's file to it.");
        return new ImportRequest
        {
            Path = _uploadPath,
            IsUpload = true,
            FileName = Field("file_name") ?? _fileName,
            Name = Field("name"),
            ModelType = Field("type"),
            BaseModel = Field("base_model"),
            Version = Field("version"),
            TriggerWords =
            [
                .. (_fields.GetValueOrDefault("trigger_words") ?? [])
                    .SelectMany(text => text.Split(','))
                    .Select(word => word.Trim())
                    .Where(word => word.Length > 0),
            ],
            Preview = _preview,
            AcceptsDanger = Field("allow_unsafe") is "true" or "1" or "on",
        };
    }

    private string? Field(string name) =>
        _fields.GetValueOrDefault(name) is [var text, ..] && text.Trim().Length > 0 ? text.Trim() : null;

    private async Task ReadAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.GetContentDispositionHeader() is not { } head)
                continue;
            var name = HeaderUtilities.RemoveQuotes(head.Name).Value ?? "";
            if (++_count > MostFields)
                throw new LibraryException(FailureCode.Usage, $"The form has more than {MostFields} fields.");
            if (!head.IsFileDisposition())
                Add(name, await ReadAsync(section.Body, LongestField, name, cancellationToken));
            else if (name.Equals("preview", StringComparison.OrdinalIgnoreCase))
                _preview = await ReadAsync(section.Body, LargestPreview, name, cancellationToken);
            else if (_fileName is null)
                await SaveAsync(head, section.Body, cancellationToken);
            else
                throw new LibraryException(FailureCode.Usage, "The form has several files; import one at a time.");
        }
    }

    private void Add(string name, byte[] bytes)
    {
        if ((_length += bytes.Length) > LongestText)
            throw new LibraryException(
                FailureCode.Usage,
                $"The texts of the form are longer than {LongestText} bytes together."
            );
        var text = Encoding.UTF8.GetString(bytes);
        SentText.Check($"\"{name}\"", text);
        if (!_fields.TryGetValue(name, out var known))
            _fields[name] = known = [];
        known.Add(text);
    }

    // The name is only a name: the library cleans it, and never takes a path from it.
    private async Task SaveAsync(ContentDispositionHeaderValue head, Stream body, CancellationToken cancellationToken)
    {
        _fileName =
            HeaderUtilities.RemoveQuotes(head.FileNameStar).Value
            ?? HeaderUtilities.RemoveQuotes(head.FileName).Value
            ?? "";
        await using var upload = new FileStream(
            _uploadPath,
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.None,
            1 << 20,
            useAsync: true
        );
        var block = new byte[1 << 20];
        int read;
        while ((read = await body.ReadAsync(block, cancellationToken)) > 0)
        {
            if (upload.Length + read > _most)
                throw new LibraryException(
                    FailureCode.Usage,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The file is larger than the {_most} bytes that are taken here."
                    )
                );
            await upload.WriteAsync(block.AsMemory(0, read), cancellationToken);
        }
    }

    private static async Task<byte[]> ReadAsync(Stream body, int most, string name, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var block = new byte[64 << 10];
        int read;
        while ((read = await body.ReadAsync(block, cancellationToken)) > 0)
        {
            bytes.Write(block, 0, read);
            if (bytes.Length > most)
                throw new LibraryException(FailureCode.Usage, $"\"{name}\" is longer than {most} bytes.");
        }

        return bytes.ToArray();
    }
}

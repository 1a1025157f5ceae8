namespace BerryAIGen.Library.Files;

/// <summary>What the system says of a local file, as a failure a person understands.</summary>
public static class FileFailure
{
    /// <summary>The failure: what is missing, a folder, closed, or in the system's words.</summary>
    public static Failure From(string path, Exception error) =>
        error switch
        {
            FileNotFoundException or DirectoryNotFoundException => new(
                FailureCode.NotFound,
                $"{path} does not exist; check the name."
            ),
            UnauthorizedAccessException when Directory.Exists(path) => new(
                FailureCode.Usage,
                $"{path} is a folder; name the files in it."
            ),
            UnauthorizedAccessException => new(
                FailureCode.Disk,
                $"{path} may not be read; change its rights or run as its owner."
            ),
            _ => new(FailureCode.Disk, $"{path} cannot be read: {error.Message}"),
        };
}
